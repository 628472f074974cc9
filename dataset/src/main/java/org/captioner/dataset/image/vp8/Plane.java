package org.captioner.dataset.image.vp8;

/**
 * Luma or one chroma of a frame: {@code stride} columns and as many rows as macroblocks fill.
 *
 * @param samples (rows, stride) unsigned bytes; shared
 */
record Plane(byte[] samples, int stride) {
    /** What stands for the row above the picture. */
    private static final int ABOVE = 127;

    /** What stands for the column left of the picture. */
    private static final int LEFT = 129;

    static Plane of(int columns, int rows) {
        return new Plane(new byte[Math.multiplyExact(columns, rows)], columns);
    }

    /** A sample, or what stands for it where it lies above or left of the picture. */
    int at(int x, int y) {
        if (y < 0) {
            return ABOVE;
        }
        return x < 0 ? LEFT : samples[y * stride + x] & 0xff;
    }
}
