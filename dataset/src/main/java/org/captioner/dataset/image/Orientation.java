package org.captioner.dataset.image;

/**
 * The eight ways a camera may have been held, as Exif tag 0x0112 numbers them from 1; the constants
 * name what makes the stored picture upright.
 */
enum Orientation {
    NONE,
    MIRROR,
    ROTATE_180,
    FLIP,
    TRANSPOSE,
    ROTATE_90_CLOCKWISE,
    TRANSVERSE,
    ROTATE_270_CLOCKWISE;

    /**
     * Reads the tag from a TIFF structure, which is what Exif data is. A missing, malformed or
     * unknown value means {@link #NONE}: a photo is not refused for its notes.
     */
    static Orientation ofTiff(byte[] tiff) {
        return of(TiffTags.of(tiff));
    }

    static Orientation of(TiffTags tags) {
        int tag = tags.first(TiffTags.ORIENTATION, 1);
        return tag < 1 || tag > values().length ? NONE : values()[tag - 1];
    }

    /** Turns stored pixels, (height, width, 3), upright; {@link #NONE} shares them. */
    Photo upright(int width, int height, byte[] stored) {
        int last = width * height - 1;
        int lowerLeft = width * (height - 1);
        int upperRight = width - 1;
        return switch (this) {
            case NONE -> Photo.of(width, height, stored);
            case MIRROR -> walk(width, height, stored, upperRight, -1, width);
            case ROTATE_180 -> walk(width, height, stored, last, -1, -width);
            case FLIP -> walk(width, height, stored, lowerLeft, 1, -width);
            case TRANSPOSE -> walk(height, width, stored, 0, width, 1);
            case ROTATE_90_CLOCKWISE -> walk(height, width, stored, lowerLeft, -width, 1);
            case TRANSVERSE -> walk(height, width, stored, last, -width, -1);
            case ROTATE_270_CLOCKWISE -> walk(height, width, stored, upperRight, width, -1);
        };
    }

    /** Fills a picture from the stored pixel {@code start}, going on by these strides in pixels. */
    private static Photo walk(
            int width, int height, byte[] stored, int start, int columnStride, int rowStride) {
        byte[] upright = new byte[stored.length];
        int to = 0;
        for (int y = 0; y < height; y++) {
            int from = 3 * (start + y * rowStride);
            for (int x = 0; x < width; x++) {
                upright[to++] = stored[from];
                upright[to++] = stored[from + 1];
                upright[to++] = stored[from + 2];
                from += 3 * columnStride;
            }
        }
        return Photo.of(width, height, upright);
    }
}
