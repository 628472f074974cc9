package org.captioner.encoder.transform;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.captioner.dataset.image.Photo;

/**
 * What happens to a photo before an encoder sees it: resize, 8-bit rounding, {@code (v / 255 -
 * mean) / std} by channel, and perhaps a mirror.
 *
 * <p>The resize is antialiased bilinear and equals Pillow's, and so torchvision's on Pillow images,
 * bit for bit; torch's own on tensors differs by at most 1/255. A photo that already measures
 * {@code size x size} passes {@link Resize#SQUASH} and {@link Resize#PAD} unchanged, while {@link
 * Resize#CROP} enlarges it and cuts the margins off, as torchvision does.
 *
 * <p>A transform belongs to its weights: it is stored as JSON in the model bundle, and its {@link
 * #signature()} is part of the feature store's key. Immutable; one instance serves all threads.
 *
 * <pre>{@code
 * ImageTransform transform = ImageTransform.imageNet(Resize.CROP, 224);
 * FloatBuffer square = FloatBuffer.allocate(transform.length());
 * transform.apply(photo, square);
 * }</pre>
 *
 * @param resize how an oblong photo becomes square
 * @param size rows and columns of the result, 1 to {@value #LARGEST}
 * @param mean of red, green and blue, each 0 to 1
 * @param std the standard deviations, positive
 * @param flip whether the result is mirrored
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ImageTransform(
        Resize resize, int size, List<Float> mean, List<Float> std, Flip flip) {
    /** No encoder takes more; a damaged model file must not make us allocate more. */
    public static final int LARGEST = 4096;

    private static final List<Float> IMAGENET_MEAN = List.of(0.485f, 0.456f, 0.406f);
    private static final List<Float> IMAGENET_STD = List.of(0.229f, 0.224f, 0.225f);

    public ImageTransform {
        Objects.requireNonNull(resize, "resize");
        flip = flip == null ? Flip.NONE : flip;
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException(
                    "a transform's size must be 1 to " + LARGEST + ", not " + size);
        }
        if (mean.size() != 3 || mean.stream().anyMatch(m -> !(m >= 0 && m <= 1))) {
            throw new IllegalArgumentException(
                    "a transform's mean must be three numbers from 0 to 1, not " + mean);
        }
        if (std.size() != 3 || std.stream().anyMatch(s -> !(s > 0 && s < 1e6f))) {
            throw new IllegalArgumentException(
                    "a transform's std must be three positive numbers, not " + std);
        }
    }

    /** With the mean and deviation of ImageNet, which torchvision's weights expect. */
    public static ImageTransform imageNet(Resize resize, int size) {
        return new ImageTransform(resize, size, IMAGENET_MEAN, IMAGENET_STD, Flip.NONE);
    }

    /** The same transform with the other value of {@link #flip()}: an augmented view. */
    public ImageTransform mirrored() {
        Flip other = flip == Flip.NONE ? Flip.HORIZONTAL : Flip.NONE;
        return new ImageTransform(resize, size, mean, std, other);
    }

    /** The same transform to another size. */
    public ImageTransform resized(int other) {
        return new ImageTransform(resize, other, mean, std, flip);
    }

    /** How many floats {@link #apply} writes: {@code 3 * size * size}. */
    public int length() {
        return 3 * size * size;
    }

    /**
     * Writes (3, size, size) float32, channels red, green, blue, rows from the top, from the
     * buffer's position on, and moves the position behind them.
     *
     * @throws java.nio.BufferOverflowException if fewer than {@link #length()} floats remain
     */
    public void apply(Photo photo, FloatBuffer out) {
        normalise(view(photo), out);
    }

    /**
     * Writes a square that was resized already, in the form of {@link #apply}.
     *
     * @param square of {@code size x size} pixels
     */
    public void normalise(Photo square, FloatBuffer out) {
        byte[] rgb = square.rgb();
        float[] plane = new float[size * size];
        for (int channel = 0; channel < 3; channel++) {
            float[] normalised = normalised(channel);
            for (int i = 0, from = channel; i < plane.length; i++, from += 3) {
                plane[i] = normalised[rgb[from] & 255];
            }
            out.put(plane);
        }
    }

    /** The square that the encoder looks at, before it is normalised; for people to look at too. */
    public Photo view(Photo photo) {
        Photo square = square(resize.horizontal(photo, size), resize.vertical(photo, size), photo);
        return flip == Flip.NONE ? square : mirror(square);
    }

    private Photo square(Axis horizontal, Axis vertical, Photo photo) {
        if (horizontal.isIdentity() && vertical.isIdentity()) {
            return photo;
        }
        return new Resampler(
                        ResamplingWeights.of(horizontal),
                        ResamplingWeights.of(vertical),
                        meanColour())
                .resample(photo);
    }

    /**
     * A string that is equal for two transforms if and only if they give equal numbers; part of
     * fingerprints, so it never changes for what it describes.
     */
    public String signature() {
        return resize.label()
                + size
                + "-bilinear-antialias-mean"
                + joined(mean)
                + "-std"
                + joined(std)
                + (flip == Flip.NONE ? "" : "-mirrored");
    }

    private static String joined(List<Float> values) {
        return values.stream().map(v -> Float.toString(v)).collect(Collectors.joining(","));
    }

    /** What each of the 256 values of a channel becomes. */
    private float[] normalised(int channel) {
        float[] table = new float[256];
        for (int v = 0; v < table.length; v++) {
            table[v] = (v / 255f - mean.get(channel)) / std.get(channel);
        }
        return table;
    }

    private int meanColour() {
        return Math.round(mean.get(0) * 255) << 16
                | Math.round(mean.get(1) * 255) << 8
                | Math.round(mean.get(2) * 255);
    }

    private static Photo mirror(Photo photo) {
        byte[] from = photo.rgb();
        byte[] mirrored = new byte[from.length];
        int row = 3 * photo.width();
        for (int i = 0; i < from.length; i += 3) {
            int to = i - i % row + row - 3 - i % row;
            System.arraycopy(from, i, mirrored, to, 3);
        }
        return Photo.of(photo.width(), photo.height(), mirrored);
    }
}
