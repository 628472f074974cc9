package org.captioner.dataset.image;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/**
 * A decoded picture: 8-bit RGB as stored (any ICC profile ignored), upright, on white where it was
 * transparent.
 *
 * <p>Not a record, since its pixels are shared instead of copied: a photo of 12 megapixels holds 36
 * MB. Two photos are equal if they show the same pixels.
 *
 * <pre>{@code
 * Photo photo = new PhotoReader(PhotoLimits.standard()).read(Path.of("dog.jpg"));
 * int redOfFirstPixel = photo.rgb()[0] & 0xff;
 * }</pre>
 */
public final class Photo {
    private final int width;
    private final int height;
    private final byte[] rgb;

    private Photo(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /**
     * Wraps pixels without copying them; the caller gives them away.
     *
     * @param rgb (height, width, 3) unsigned bytes, rows from the top
     * @throws IllegalArgumentException if the length is not {@code height * width * 3} or a side is
     *     not positive
     */
    public static Photo of(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    rgb.length + " bytes cannot be " + width + "x" + height + " pixels of RGB");
        }
        return new Photo(width, height, rgb);
    }

    /**
     * Copies a picture that is in memory, of any colour model, as {@link PhotoReader} would take
     * it: samples as stored, 8 bits a channel, over white where it is transparent. A 12-megapixel
     * picture costs 36 MB.
     *
     * @throws IllegalArgumentException if the picture has more pixels than {@code 3 * width *
     *     height} bytes can number in one array
     */
    public static Photo of(BufferedImage image) {
        if (3L * image.getWidth() * image.getHeight() > Integer.MAX_VALUE - 8L) {
            throw new IllegalArgumentException(
                    image.getWidth() + "x" + image.getHeight() + " pixels exceed one array");
        }
        return new Photo(image.getWidth(), image.getHeight(), Pixels.rgb(image));
    }

    /** Columns, at least 1. */
    public int width() {
        return width;
    }

    /** Rows, at least 1. */
    public int height() {
        return height;
    }

    /**
     * The pixels, (height, width, 3) unsigned bytes, rows from the top; shared, not to be written.
     */
    public byte[] rgb() {
        return rgb;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Photo photo
                && width == photo.width
                && height == photo.height
                && Arrays.equals(rgb, photo.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(rgb);
    }

    @Override
    public String toString() {
        return "Photo " + width + "x" + height;
    }
}
