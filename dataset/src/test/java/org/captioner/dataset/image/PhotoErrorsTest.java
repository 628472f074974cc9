package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads when a photo cannot be read. */
class PhotoErrorsTest {
    private final PhotoReader reader = new PhotoReader(PhotoLimits.standard());

    @TempDir Path folder;

    @Test
    void a_missing_file_is_named() {
        Path file = folder.resolve("gone.jpg");
        assertEquals(file + ": no such file; check the path", message(file));
    }

    @Test
    void a_folder_is_not_a_photo() {
        assertEquals(folder + ": is a folder, not a photo; name a file", message(folder));
    }

    @Test
    void an_empty_file_is_said_to_be_empty() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.jpg"));
        assertEquals(file + ": is empty; copy or download it again", message(file));
    }

    @Test
    void an_unreadable_file_is_said_to_be_unreadable() throws IOException {
        Path file = Files.write(folder.resolve("secret.jpg"), Quarters.fixture("grey.jpg"));
        Assumptions.assumeTrue(
                file.getFileSystem().supportedFileAttributeViews().contains("posix"),
                "needs POSIX permissions");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "root may read everything");
        assertEquals(file + ": may not be read; check its permissions", message(file));
    }

    @Test
    void a_text_file_named_jpg_is_quoted() {
        assertEquals(
                "note.jpg: is not a picture (it begins with the text 'Dear Diary,'); use JPEG, PNG,"
                        + " GIF, BMP, TIFF or WebP",
                message("Dear Diary,\ntoday ...".getBytes(StandardCharsets.UTF_8), "note.jpg"));
    }

    @Test
    void unknown_bytes_are_shown() {
        assertEquals(
                "x: is not a picture (it begins with bytes 00 01 ff); use JPEG, PNG, GIF, BMP, TIFF"
                        + " or WebP",
                message(new byte[] {0, 1, -1}, "x"));
    }

    @Test
    void a_heic_photo_gets_its_own_advice() {
        byte[] heic = "\0\0\0\30ftypheic".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "IMG_1.HEIC: is a HEIC, AVIF or video file, which cannot be read; convert it to"
                        + " JPEG",
                message(heic, "IMG_1.HEIC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "grey.jpg",
                "cmyk.jpg",
                "rgb.jpg",
                "16-bit.png",
                "orientation-6.png",
                "lossy.webp",
                "lossless.webp",
                "orientation-6.tif"
            })
    void a_photo_cut_short_anywhere_is_an_error_never_half_a_photo(String fixture) {
        byte[] whole = Quarters.fixture(fixture);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                Photo photo = reader.read(cut, fixture);
                // What comes after the pixels may be missing, as long as none of them is.
                assertEquals(Quarters.read(fixture), photo, fixture + " cut to " + length);
            } catch (PhotoException e) {
                assertTrue(e.getMessage().startsWith(fixture + ": "));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "bmp", "tiff"})
    void a_written_picture_cut_short_anywhere_is_an_error(String format) {
        byte[] whole = Encoded.bytes(Encoded.quarters(BufferedImage.TYPE_BYTE_INDEXED), format);
        Photo expected = reader.read(whole, format);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertEquals(expected, reader.read(cut, format), format + " cut to " + length);
            } catch (PhotoException e) {
                assertTrue(e.getMessage().startsWith(format + ": "));
            }
        }
    }

    @Test
    void a_jpeg_cut_in_the_middle_is_said_to_end_early() {
        byte[] whole = Quarters.fixture("baseline.jpg");
        assertEquals(
                "a.jpg: JPEG data ends early, after 800 bytes; copy or download it again",
                message(Arrays.copyOf(whole, 800), "a.jpg"));
    }

    @Test
    void a_jpeg_cut_in_the_middle_and_closed_again_is_still_an_error() {
        byte[] large = Encoded.bytes(Encoded.plain(640, 480, Color.RED), "jpg");
        byte[] cut = Arrays.copyOf(large, large.length - 500);
        cut[cut.length - 2] = (byte) 0xff;
        cut[cut.length - 1] = (byte) 0xd9;
        assertEquals(
                "a.jpg: JPEG data ends early, after "
                        + cut.length
                        + " bytes; copy or download it again",
                message(cut, "a.jpg"));
    }

    @Test
    void a_jpeg_of_countless_scans_is_refused_before_they_cost_time() {
        byte[] jpeg = Quarters.fixture("progressive.jpg");
        int scan = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00da");
        int header = 2 + (jpeg[scan + 3] & 255);
        byte[] repeated = Arrays.copyOf(jpeg, jpeg.length + 101 * header);
        for (int i = 0; i < 101; i++) {
            System.arraycopy(jpeg, scan, repeated, scan + header * i, header);
        }
        System.arraycopy(jpeg, scan, repeated, scan + 101 * header, jpeg.length - scan);
        String message = message(repeated, "slow.jpg");
        assertTrue(message.contains("it has more than 100 scans"), message);
    }

    @Test
    void too_many_pixels_are_refused_before_any_is_decoded() {
        byte[] png = Quarters.fixture("16-bit.png");
        PhotoReader strict = new PhotoReader(PhotoLimits.standard().withMaximumPixels(383));
        PhotoException refused =
                assertThrows(PhotoException.class, () -> strict.read(png, "a.png"));
        assertEquals(
                "a.png: has 24x16 pixels (384), the limit is 383; shrink the photo or raise the"
                        + " limit",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"png,16", "bmp,18"})
    void a_header_that_states_gigapixels_costs_no_memory(String format, int sizeAt) {
        byte[] bytes = Encoded.bytes(Encoded.quarters(BufferedImage.TYPE_INT_RGB), format);
        bytes[sizeAt + 2] = 1;
        bytes[sizeAt + 6] = 1;
        String message = message(bytes, format);
        assertTrue(message.startsWith(format + ": "), message);
    }

    @Test
    void too_many_bytes_are_refused_before_they_are_read() throws IOException {
        Path file = Files.write(folder.resolve("big.bmp"), new byte[2000]);
        PhotoReader strict = new PhotoReader(PhotoLimits.standard().withMaximumBytes(1999));
        PhotoException refused = assertThrows(PhotoException.class, () -> strict.read(file));
        assertEquals(
                file + ": has 2,000 bytes, the limit is 1,999; shrink the photo or raise the limit",
                refused.getMessage());
    }

    @Test
    void a_photo_whose_notes_are_damaged_is_read_all_the_same() {
        byte[] jpeg = Quarters.fixture("orientation-1.jpg");
        int exif = new String(jpeg, StandardCharsets.ISO_8859_1).indexOf("Exif");
        Arrays.fill(jpeg, exif + 6, exif + 20, (byte) 0x7f);
        assertTrue(Quarters.distance(Quarters.photo(), reader.read(jpeg, "a.jpg")) <= 12);
    }

    private String message(Path file) {
        return assertThrows(PhotoException.class, () -> reader.read(file)).getMessage();
    }

    private String message(byte[] bytes, String name) {
        return assertThrows(PhotoException.class, () -> reader.read(bytes, name)).getMessage();
    }
}
