package org.captioner.encoder.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;
import org.captioner.encoder.transform.Flip;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final int SIZE = 32;

    /** Normalises to 0 to 1, so that numbers are easy to read. */
    private static final ImageTransform TRANSFORM =
            new ImageTransform(
                    Resize.SQUASH, SIZE, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f), Flip.NONE);

    @Test
    void noAugmentationIsTheTransformAlone() {
        assertArrayEquals(plain(TRANSFORM), augmented(Augmentation.NONE, 1));
    }

    @Test
    void mirroringAlwaysIsTheMirroredTransform() {
        assertArrayEquals(
                plain(TRANSFORM.mirrored()), augmented(new Augmentation(1, 1, 0, 0, 0), 1));
    }

    @Test
    void mirroringByHalfMirrorsAboutHalf() {
        float[] plain = plain(TRANSFORM);
        int mirrored = 0;
        for (int seed = 0; seed < 400; seed++) {
            float[] pixels = augmented(new Augmentation(1, 0.5, 0, 0, 0), seed);
            mirrored += pixels[0] == plain[0] ? 0 : 1;
        }
        // Five standard deviations of a fair coin.
        assertTrue(Math.abs(mirrored - 200) <= 50, "mirrored " + mirrored + " of 400");
    }

    @Test
    void cropsAreSquaresOfTheStatedSizesFromAllOver() {
        // The gradient photo tells where a crop lies: red is the column, green the row.
        double leftmost = 1;
        double rightmost = 0;
        double narrowest = 1;
        for (int seed = 0; seed < 300; seed++) {
            float[] pixels = augmented(new Augmentation(0.75, 0, 0, 0, 0), seed);
            double width = pixels[SIZE - 1] - pixels[0];
            double height = pixels[SIZE * SIZE + SIZE * (SIZE - 1)] - pixels[SIZE * SIZE];
            assertEquals(width, height, 0.06);
            leftmost = Math.min(leftmost, pixels[0]);
            rightmost = Math.max(rightmost, pixels[SIZE - 1]);
            narrowest = Math.min(narrowest, width);
        }
        float[] whole = plain(TRANSFORM);
        double full = whole[SIZE - 1] - whole[0];
        assertEquals(whole[0], leftmost, 0.03);
        assertEquals(whole[SIZE - 1], rightmost, 0.03);
        assertEquals(0.75 * full, narrowest, 0.05);
    }

    @Test
    void jitterFollowsItsFormulas() {
        Photo photo = Photo.of(2, 1, new byte[] {(byte) 200, 100, 50, 40, 80, 120});
        // By hand: grey is 0.299 r + 0.587 g + 0.114 b = 124.2 and 72.6, their mean 98.4.
        assertPixels(new ColourJitter(0.5, 1, 1), photo, 100, 50, 25, 20, 40, 60);
        assertPixels(new ColourJitter(1, 0, 1), photo, 98, 98, 98, 98, 98, 98);
        assertPixels(new ColourJitter(1, 1, 0), photo, 124, 124, 124, 73, 73, 73);
        assertPixels(new ColourJitter(2, 1, 1), photo, 255, 200, 100, 80, 160, 240);
    }

    @Test
    void whatIsOutOfRangeIsRefusedWithTheRange() {
        InputException e =
                assertThrows(InputException.class, () -> new Augmentation(0.2, 0.5, 0, 0, 0));
        assertEquals("the smallest crop is 0.2; it must be in [0.5, 1]", e.getMessage());
        assertThrows(InputException.class, () -> new Augmentation(1, 0.5, 1, 0, 0));
        assertThrows(InputException.class, () -> new Augmentation(1, Double.NaN, 0, 0, 0));
    }

    private static void assertPixels(ColourJitter jitter, Photo photo, int... expected) {
        byte[] rgb = jitter.apply(photo).rgb();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], rgb[i] & 255, "value " + i);
        }
    }

    private static float[] plain(ImageTransform transform) {
        FloatBuffer pixels = FloatBuffer.allocate(transform.length());
        transform.apply(gradient(), pixels);
        return pixels.array();
    }

    private static float[] augmented(Augmentation augmentation, long seed) {
        FloatBuffer pixels = FloatBuffer.allocate(TRANSFORM.length());
        augmentation.apply(gradient(), TRANSFORM, new SplittableRandom(seed), pixels);
        return pixels.array();
    }

    private static Photo gradient() {
        byte[] rgb = new byte[3 * 64 * 64];
        for (int row = 0; row < 64; row++) {
            for (int column = 0; column < 64; column++) {
                rgb[3 * (64 * row + column)] = (byte) (4 * column);
                rgb[3 * (64 * row + column) + 1] = (byte) (4 * row);
            }
        }
        return Photo.of(64, 64, rgb);
    }
}
