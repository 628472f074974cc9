package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoSubsamplingTest {
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "bmp", "gif", "tiff"})
    void a_huge_photo_is_thinned_out_to_every_second_row_and_column(String format) {
        // 4098x2050 would need step 3 for a million pixels, but 1024 rows are to remain.
        BufferedImage image = Encoded.plain(4098, 2051, Color.RED);
        PhotoReader reader =
                new PhotoReader(PhotoLimits.standard().withFullDetailPixels(1_000_000));
        Photo photo = reader.read(Encoded.bytes(image, format), format);
        assertEquals("Photo 2049x1026", photo.toString());
        for (int i = 0; i < photo.rgb().length; i += 3) {
            int red = photo.rgb()[i] & 255;
            int green = photo.rgb()[i + 1] & 255;
            assertTrue(red >= 253 && green <= 2, "red turned to " + red + ", " + green);
        }
    }

    @Test
    void a_thinned_photo_is_turned_upright_like_any_other() throws java.io.IOException {
        EncodedPhoto encoded = PhotoFormat.JPEG.open(Quarters.fixture("orientation-6.jpg"));
        Photo thinned = encoded.orientation().upright(8, 12, encoded.decode(2));
        byte[] expected = new byte[3 * 12 * 8];
        byte[] whole = Quarters.photo().rgb();
        for (int i = 0; i < 12 * 8; i++) {
            // Stored columns 0, 2, ... are upright rows 0, 2, ...; stored rows run right to left.
            int from = 3 * ((i / 12) * 2 * 24 + i % 12 * 2 + 1);
            System.arraycopy(whole, from, expected, 3 * i, 3);
        }
        assertTrue(Quarters.distance(Photo.of(12, 8, expected), thinned) <= 12);
    }

    @Property
    void no_photo_is_thinned_below_what_an_encoder_needs(
            @ForAll @IntRange(min = 1, max = 60_000) int width,
            @ForAll @IntRange(min = 1, max = 60_000) int height) {
        PhotoLimits limits = PhotoLimits.standard();
        int step = limits.step(width, height);
        long rows = PhotoLimits.thinned(height, step);
        long columns = PhotoLimits.thinned(width, step);
        int shorter = Math.min(width, height);
        assertTrue(Math.min(rows, columns) >= Math.min(shorter, 1024));
        assertTrue(
                rows * columns <= limits.fullDetailPixels() || step == Math.max(1, shorter / 1024));
    }

    @Test
    void a_photo_is_equal_to_one_with_the_same_pixels_only() {
        byte[] pixels = new byte[6];
        Photo photo = Photo.of(2, 1, pixels);
        assertEquals(photo, Photo.of(2, 1, Arrays.copyOf(pixels, 6)));
        assertTrue(!photo.equals(Photo.of(1, 2, pixels)));
    }
}
