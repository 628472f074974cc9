package org.captioner.dataset.image.vp8;

import java.util.Arrays;

/** Predicts a whole luma or chroma block from its edges (RFC 6386, sections 12.2 and 12.3). */
final class BlockPredictor {
    private BlockPredictor() {}

    /** Fills the block of {@code size} times {@code size} samples at (x, y). */
    static void predict(Plane plane, int mode, int x, int y, int size) {
        switch (mode) {
            case ModeReader.DC -> fill(plane, x, y, size, mean(plane, x, y, size));
            case ModeReader.VERTICAL -> vertical(plane, x, y, size);
            case ModeReader.HORIZONTAL -> {
                for (int row = y; row < y + size; row++) {
                    int from = row * plane.stride() + x;
                    Arrays.fill(plane.samples(), from, from + size, (byte) plane.at(x - 1, row));
                }
            }
            case ModeReader.TRUE_MOTION -> trueMotion(plane, x, y, size);
            default -> throw new IllegalArgumentException("no mode of whole blocks: " + mode);
        }
    }

    /** The mean of the edges within the picture, 128 if there are none. */
    private static int mean(Plane plane, int x, int y, int size) {
        int sum = 0;
        int count = 0;
        if (y > 0) {
            for (int i = 0; i < size; i++) {
                sum += plane.at(x + i, y - 1);
            }
            count += size;
        }
        if (x > 0) {
            for (int i = 0; i < size; i++) {
                sum += plane.at(x - 1, y + i);
            }
            count += size;
        }
        return count == 0 ? 128 : (sum + count / 2) / count;
    }

    private static void fill(Plane plane, int x, int y, int size, int value) {
        for (int row = y; row < y + size; row++) {
            int from = row * plane.stride() + x;
            Arrays.fill(plane.samples(), from, from + size, (byte) value);
        }
    }

    private static void vertical(Plane plane, int x, int y, int size) {
        for (int row = y; row < y + size; row++) {
            for (int i = 0; i < size; i++) {
                plane.samples()[row * plane.stride() + x + i] = (byte) plane.at(x + i, y - 1);
            }
        }
    }

    /** Left plus above less corner, for whole blocks and subblocks alike. */
    static void trueMotion(Plane plane, int x, int y, int size) {
        int corner = plane.at(x - 1, y - 1);
        for (int row = y; row < y + size; row++) {
            int difference = plane.at(x - 1, row) - corner;
            for (int i = 0; i < size; i++) {
                int value = Transforms.clamp(plane.at(x + i, y - 1) + difference);
                plane.samples()[row * plane.stride() + x + i] = (byte) value;
            }
        }
    }
}
