package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "16-bit.png",
                "lossless.webp",
                "cmyk.tif",
                "orientation-6.png",
                "orientation-6.tif",
                "orientation-6.webp"
            })
    void a_lossless_file_gives_the_very_pixels(String fixture) {
        assertEquals(0, Quarters.distance(Quarters.photo(), Quarters.read(fixture)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "baseline.jpg",
                "progressive.jpg",
                "rgb.jpg",
                "cmyk.jpg",
                "ycck.jpg",
                "orientation-1.jpg",
                "orientation-2.jpg",
                "orientation-3.jpg",
                "orientation-4.jpg",
                "orientation-5.jpg",
                "orientation-6.jpg",
                "orientation-7.jpg",
                "orientation-8.jpg"
            })
    void a_lossy_file_gives_the_pixels_nearly_and_upright(String fixture) {
        int distance = Quarters.distance(Quarters.photo(), Quarters.read(fixture));
        assertTrue(distance <= 12, "differs by " + distance);
    }

    @Test
    void coarse_colour_samples_are_smoothed_and_stay_in_place() {
        Photo photo = Quarters.read("subsampled.jpg");
        int[] redQuarter = pixel(photo, 8, 6);
        int[] yellowQuarter = pixel(photo, 20, 12);
        // Pillow reads (217, 32, 30) and (232, 209, 45) here.
        assertNear(redQuarter, 217, 32, 30);
        assertNear(yellowQuarter, 232, 209, 45);
    }

    @Test
    void grey_is_stored_grey_not_brightened() {
        // Luma of the quarters as Pillow converts them: 0.299 R + 0.587 G + 0.114 B.
        Photo photo = Quarters.read("grey.jpg");
        assertNear(pixel(photo, 8, 6), 87, 87, 87);
        assertNear(pixel(photo, 18, 6), 110, 110, 110);
        assertNear(pixel(photo, 20, 12), 197, 197, 197);
    }

    @Test
    void transparency_is_laid_over_white() {
        assertNear(pixel(Quarters.read("transparent.webp"), 8, 6), 237, 142, 142);
    }

    private static int[] pixel(Photo photo, int x, int y) {
        int at = 3 * (y * photo.width() + x);
        return new int[] {
            photo.rgb()[at] & 255, photo.rgb()[at + 1] & 255, photo.rgb()[at + 2] & 255
        };
    }

    private static void assertNear(int[] pixel, int red, int green, int blue) {
        boolean near =
                Math.abs(pixel[0] - red) <= 2
                        && Math.abs(pixel[1] - green) <= 2
                        && Math.abs(pixel[2] - blue) <= 2;
        assertTrue(near, "was " + Arrays.toString(pixel));
    }
}
