package org.captioner.dataset.image;

/**
 * What {@link PhotoReader} refuses, and what it thins out, before it decodes anything.
 *
 * @param maximumBytes the largest file read
 * @param maximumPixels the largest width times height decoded, as the header states it
 * @param fullDetailPixels above this, only every second (third, ...) row and column is kept, as
 *     many as fit; the shorter side never falls below {@link #SHORTEST_THINNED_SIDE} by it
 */
public record PhotoLimits(long maximumBytes, long maximumPixels, long fullDetailPixels) {
    /** Enough for an antialiased resize to any input size that encoders use. */
    public static final int SHORTEST_THINNED_SIDE = 1024;

    // Arrays end at 2^31 - 1, and Photo holds three bytes for each pixel.
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;
    private static final long MOST_PIXELS = MOST_BYTES / 3;

    public PhotoLimits {
        requireWithin("maximumBytes", maximumBytes, MOST_BYTES);
        requireWithin("maximumPixels", maximumPixels, MOST_PIXELS);
        requireWithin("fullDetailPixels", fullDetailPixels, MOST_PIXELS);
    }

    /** For one's own photos: 256 MiB, 64 megapixels, full detail up to 16 megapixels. */
    public static PhotoLimits standard() {
        return new PhotoLimits(256L << 20, 64_000_000, 16_000_000);
    }

    /** These limits with another bound on the pixels. */
    public PhotoLimits withMaximumPixels(long pixels) {
        return new PhotoLimits(maximumBytes, pixels, fullDetailPixels);
    }

    /** These limits with another bound on the file's size. */
    public PhotoLimits withMaximumBytes(long bytes) {
        return new PhotoLimits(bytes, maximumPixels, fullDetailPixels);
    }

    /** These limits with another bound on the pixels that are read without thinning out. */
    public PhotoLimits withFullDetailPixels(long pixels) {
        return new PhotoLimits(maximumBytes, maximumPixels, pixels);
    }

    /** The step between the rows, and columns, to keep of a picture this large; 1 keeps all. */
    int step(int width, int height) {
        int largest = Math.max(1, Math.min(width, height) / SHORTEST_THINNED_SIDE);
        int step = 1;
        while (step < largest
                && (long) thinned(width, step) * thinned(height, step) > fullDetailPixels) {
            step++;
        }
        return step;
    }

    /** How many of {@code length} rows or columns remain: the first of each {@code step}. */
    static int thinned(int length, int step) {
        return (length + step - 1) / step;
    }

    private static void requireWithin(String name, long value, long limit) {
        if (value < 1 || value > limit) {
            throw new IllegalArgumentException(name + " must be 1 to " + limit + ", not " + value);
        }
    }
}
