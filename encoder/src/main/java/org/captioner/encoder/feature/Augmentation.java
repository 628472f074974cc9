package org.captioner.encoder.feature;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;
import org.captioner.encoder.transform.ImageTransform;

/**
 * Random changes to training photos that leave their captions true, or nearly so.
 *
 * @param smallestCrop side of the smallest random square in parts of the photo's square, 0.5 to 1;
 *     sides are drawn evenly from there to 1, places evenly, and 1 crops nothing. 0.75 is the
 *     square of 192 to 256 of 256 pixels that ImageNet training usually takes
 * @param mirrorProbability of exchanging left and right, 0 to 1
 * @param brightness all three colours are multiplied by a factor within this of 1, below 1
 * @param contrast distances from the mean grey are multiplied by a factor within this of 1, below 1
 * @param saturation distances from each pixel's grey are multiplied so, below 1
 */
public record Augmentation(
        double smallestCrop,
        double mirrorProbability,
        double brightness,
        double contrast,
        double saturation) {
    /** Photos as they are. */
    public static final Augmentation NONE = new Augmentation(1, 0, 0, 0, 0);

    /** Random squares and mirroring by half. */
    public static final Augmentation STANDARD = new Augmentation(0.75, 0.5, 0, 0, 0);

    public Augmentation {
        require(
                "smallest crop",
                smallestCrop,
                smallestCrop >= 0.5 && smallestCrop <= 1,
                "[0.5, 1]");
        require(
                "mirror probability",
                mirrorProbability,
                mirrorProbability >= 0 && mirrorProbability <= 1,
                "[0, 1]");
        require("brightness jitter", brightness, brightness >= 0 && brightness < 1, "[0, 1)");
        require("contrast jitter", contrast, contrast >= 0 && contrast < 1, "[0, 1)");
        require("saturation jitter", saturation, saturation >= 0 && saturation < 1, "[0, 1)");
    }

    private static void require(String what, double value, boolean holds, String range) {
        if (!holds) {
            throw new InputException("the " + what + " is " + value + "; it must be in " + range);
        }
    }

    /**
     * Writes an augmented photo as {@link ImageTransform#apply} writes a plain one. Always draws as
     * many numbers, so that one part can be turned off without changing the others.
     */
    void apply(Photo photo, ImageTransform transform, SplittableRandom random, FloatBuffer out) {
        double side = smallestCrop + (1 - smallestCrop) * random.nextDouble();
        double across = random.nextDouble();
        double down = random.nextDouble();
        boolean mirrored = random.nextDouble() < mirrorProbability;
        ColourJitter jitter =
                new ColourJitter(
                        factor(brightness, random),
                        factor(contrast, random),
                        factor(saturation, random));
        ImageTransform turned = mirrored ? transform.mirrored() : transform;
        int size = transform.size();
        // Cropping to 3/4 and enlarging to the size is resizing to 4/3 of it and cropping to it.
        int enlarged = (int) Math.round(size / side);
        Photo square = turned.resized(enlarged).view(photo);
        int margin = enlarged - size;
        Photo cropped =
                margin == 0
                        ? square
                        : crop(square, place(across, margin), place(down, margin), size);
        transform.normalise(jitter.apply(cropped), out);
    }

    private static double factor(double strength, SplittableRandom random) {
        return 1 + strength * (2 * random.nextDouble() - 1);
    }

    private static int place(double share, int margin) {
        return (int) (share * (margin + 1));
    }

    private static Photo crop(Photo square, int left, int top, int size) {
        byte[] from = square.rgb();
        byte[] to = new byte[3 * size * size];
        for (int row = 0; row < size; row++) {
            int start = 3 * ((top + row) * square.width() + left);
            System.arraycopy(from, start, to, 3 * row * size, 3 * size);
        }
        return Photo.of(size, size, to);
    }
}
