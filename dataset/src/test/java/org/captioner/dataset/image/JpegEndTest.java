package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JPEG may lack its end marker, and nothing else. */
class JpegEndTest {
    private final PhotoReader reader = new PhotoReader(PhotoLimits.standard());

    /** All subsamplings, progressive or not, with restart markers, of several scans. */
    static List<DecoderCase> pictures() {
        return DecoderCase.readable(".jpg").stream()
                .filter(c -> !c.name().contains("trailing") && !c.name().contains("stray"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void a_complete_jpeg_without_its_end_marker_is_a_photo(DecoderCase picture) {
        byte[] whole = picture.bytes();
        if (picture.name().contains("arithmetic")) {
            // The decoder cannot tell that data of this kind is missing.
            assertThrows(PhotoException.class, () -> read(whole, whole.length - 2, picture));
            return;
        }
        Photo expected = reader.read(whole, picture.name());
        assertEquals(expected, read(whole, whole.length - 2, picture));
        assertEquals(expected, read(whole, whole.length - 1, picture), "half of the marker");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void a_jpeg_cut_short_anywhere_is_never_half_a_photo(DecoderCase picture) {
        byte[] whole = picture.bytes();
        Photo expected = reader.read(whole, picture.name());
        int refused = 0;
        for (int length = 2; length < whole.length - 2; length++) {
            try {
                assertEquals(expected, read(whole, length, picture), "cut to " + length);
            } catch (PhotoException e) {
                refused++;
            }
        }
        // The last few bits may be filling, and a scan's end may bring no more.
        assertTrue(refused >= whole.length - 12, refused + " of " + whole.length);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void a_jpeg_whose_rest_is_zeros_is_never_half_a_photo(DecoderCase picture) {
        byte[] whole = picture.bytes();
        Photo expected = reader.read(whole, picture.name());
        for (int length = 2; length < whole.length - 2; length += 3) {
            // As downloads leave it that reserve the space.
            byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, length), whole.length);
            try {
                assertEquals(expected, reader.read(zeros, picture.name()), "cut to " + length);
            } catch (PhotoException e) {
                assertTrue(e.getMessage().startsWith(picture.name()), e.getMessage());
            }
        }
    }

    @Test
    void a_progressive_jpeg_that_lacks_its_last_scans_is_refused() {
        byte[] whole = Quarters.fixture("progressive.jpg");
        int scan = 0;
        int cuts = 0;
        for (int i = 0; i < whole.length - 1; i++) {
            if (whole[i] == (byte) 0xff && whole[i + 1] == (byte) 0xda && scan++ > 0) {
                byte[] cut = Arrays.copyOf(whole, i);
                PhotoException refused =
                        assertThrows(PhotoException.class, () -> reader.read(cut, "a.jpg"));
                assertEquals(
                        "a.jpg: JPEG data ends early, after "
                                + i
                                + " bytes; copy or download it again",
                        refused.getMessage());
                cuts++;
            }
        }
        assertTrue(cuts > 3, cuts + " cuts");
    }

    private Photo read(byte[] whole, int length, DecoderCase picture) {
        return reader.read(Arrays.copyOf(whole, length), picture.name());
    }
}
