package org.captioner.dataset.image.vp8;

/** Luma or one chroma of a frame: as many columns and rows as macroblocks fill. */
final class Plane {
    /** What stands for the row above the picture. */
    private static final int ABOVE = 127;

    /** What stands for the column left of the picture. */
    private static final int LEFT = 129;

    private final byte[] samples;
    private final int stride;

    Plane(int columns, int rows) {
        this.samples = new byte[Math.multiplyExact(columns, rows)];
        this.stride = columns;
    }

    /** (rows, columns) unsigned bytes; shared. */
    byte[] samples() {
        return samples;
    }

    /** Columns. */
    int stride() {
        return stride;
    }

    /** A sample, or what stands for it where it lies above or left of the picture. */
    int at(int x, int y) {
        if (y < 0) {
            return ABOVE;
        }
        return x < 0 ? LEFT : samples[y * stride + x] & 0xff;
    }
}
