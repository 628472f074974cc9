package org.captioner.dataset.image.vp8;

/**
 * Predicts a 4x4 luma subblock from its edges (RFC 6386, section 12.3).
 *
 * <p>The edge is one line of 13 samples, from the lowest at the left over the corner to the last
 * above and to the right: {@code L K J I X A B C D E F G H}. Directional modes take means of two or
 * three neighbours on it.
 */
final class SubblockPredictor {
    private static final int CORNER = 4;
    private static final int EDGE = 13;

    // Each entry of the tables names a mean on the edge for one of the 16 samples: from 0 the mean
    // of three around this place, from TWO the mean of this place and the next.
    private static final int TWO = 16;

    private static final int[] LEFT_DOWN = {
        6, 7, 8, 9, //
        7, 8, 9, 10, //
        8, 9, 10, 11, //
        9, 10, 11, 12
    };
    private static final int[] RIGHT_DOWN = {
        4, 5, 6, 7, //
        3, 4, 5, 6, //
        2, 3, 4, 5, //
        1, 2, 3, 4
    };
    private static final int[] VERTICAL_RIGHT = {
        TWO + 4, TWO + 5, TWO + 6, TWO + 7, //
        4, 5, 6, 7, //
        3, TWO + 4, TWO + 5, TWO + 6, //
        2, 4, 5, 6
    };
    private static final int[] VERTICAL_LEFT = {
        TWO + 5, TWO + 6, TWO + 7, TWO + 8, //
        6, 7, 8, 9, //
        TWO + 6, TWO + 7, TWO + 8, 10, //
        7, 8, 9, 11
    };
    private static final int[] HORIZONTAL_DOWN = {
        TWO + 3, 4, 5, 6, //
        TWO + 2, 3, TWO + 3, 4, //
        TWO + 1, 2, TWO + 2, 3, //
        TWO, 1, TWO + 1, 2
    };
    private static final int[] HORIZONTAL_UP = {
        TWO + 2, 2, TWO + 1, 1, //
        TWO + 1, 1, TWO, 0, //
        TWO, 0, -1, -1, //
        -1, -1, -1, -1
    };

    private final int[] edge = new int[EDGE];

    /**
     * Fills the subblock at (x, y).
     *
     * @param rightY the row in which the four samples above and to the right lie
     */
    void predict(Plane plane, int mode, int x, int y, int rightY) {
        if (mode == ModeReader.TRUE_MOTION) {
            BlockPredictor.trueMotion(plane, x, y, 4);
            return;
        }
        for (int i = 0; i < 4; i++) {
            edge[3 - i] = plane.at(x - 1, y + i);
            edge[CORNER + 1 + i] = plane.at(x + i, y - 1);
            // Right of the picture, the last sample above stands for what is missing.
            int right = Math.min(x + 4 + i, plane.stride() - 1);
            edge[CORNER + 5 + i] = plane.at(right, rightY);
        }
        edge[CORNER] = plane.at(x - 1, y - 1);
        for (int i = 0; i < 16; i++) {
            int to = (y + i / 4) * plane.stride() + x + i % 4;
            plane.samples()[to] = (byte) sample(mode, i);
        }
    }

    private int sample(int mode, int i) {
        return switch (mode) {
            case ModeReader.DC -> mean();
            case ModeReader.VERTICAL -> mean(CORNER + 1 + i % 4);
            case ModeReader.HORIZONTAL -> mean(3 - i / 4);
            case ModeReader.LEFT_DOWN -> mean(LEFT_DOWN[i]);
            case ModeReader.RIGHT_DOWN -> mean(RIGHT_DOWN[i]);
            case ModeReader.VERTICAL_RIGHT -> mean(VERTICAL_RIGHT[i]);
            case ModeReader.VERTICAL_LEFT -> mean(VERTICAL_LEFT[i]);
            case ModeReader.HORIZONTAL_DOWN -> mean(HORIZONTAL_DOWN[i]);
            case ModeReader.HORIZONTAL_UP -> mean(HORIZONTAL_UP[i]);
            default -> throw new IllegalArgumentException("no mode of subblocks: " + mode);
        };
    }

    private int mean() {
        int sum = 4;
        for (int i = 0; i < 4; i++) {
            sum += edge[i] + edge[CORNER + 1 + i];
        }
        return sum >> 3;
    }

    /** A mean as the tables name it; beyond an end of the edge, its last sample is repeated. */
    private int mean(int which) {
        if (which < 0) {
            return edge[0];
        }
        if (which >= TWO) {
            return (edge[which - TWO] + edge[which - TWO + 1] + 1) >> 1;
        }
        int before = edge[Math.max(0, which - 1)];
        int after = edge[Math.min(EDGE - 1, which + 1)];
        return (before + 2 * edge[which] + after + 2) >> 2;
    }
}
