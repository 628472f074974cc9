package org.captioner.encoder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.captioner.encoder.transform.ImageTransform;

/**
 * What an encoder makes of a photo.
 *
 * @param architecture such as {@code resnet50}
 * @param variant where it has several, such as {@code v1} or {@code v1.5}; else empty
 * @param layer the features come from: in ResNets, layer1 to layer4
 * @param rows of the grid
 * @param columns of the grid
 * @param channels numbers per cell
 * @param transform what a photo goes through before
 * @param fingerprint SHA-256 over structure and weights, in hexadecimal: encoders with the same
 *     fingerprint give the same features, whatever computes them
 */
public record EncoderDescription(
        String architecture,
        String variant,
        String layer,
        int rows,
        int columns,
        int channels,
        ImageTransform transform,
        String fingerprint) {
    public EncoderDescription {
        Objects.requireNonNull(transform, "transform");
        if (rows < 1 || columns < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "a grid of " + rows + "x" + columns + "x" + channels + " is empty");
        }
    }

    /** Cells of one photo. */
    public int cells() {
        return rows * columns;
    }

    /** Numbers of one photo's grid. */
    public int length() {
        return cells() * channels;
    }

    /**
     * The same encoder computed in a way that changes features beyond rounding: another
     * fingerprint, so that stored features of the two are never mixed.
     *
     * @param arithmetic what is different, such as {@code bfloat16}
     */
    public EncoderDescription computedAs(String arithmetic) {
        return new EncoderDescription(
                architecture,
                variant,
                layer,
                rows,
                columns,
                channels,
                transform,
                sha256(fingerprint + " computed as " + arithmetic));
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Checks the arguments of {@link ImageEncoder#encode}.
     *
     * @throws IllegalArgumentException if {@code photos} is too short for {@code count}, or {@code
     *     count} is not positive
     */
    public void requirePhotos(float[] photos, int count) {
        int pixels = transform.length();
        if (count < 1 || (long) count * pixels > photos.length) {
            throw new IllegalArgumentException(
                    count + " photos of " + pixels + " numbers do not fit " + photos.length);
        }
    }
}
