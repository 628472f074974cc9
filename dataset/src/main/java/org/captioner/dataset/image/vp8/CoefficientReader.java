package org.captioner.dataset.image.vp8;

import java.util.Arrays;

/**
 * Reads and dequantises the coefficients of macroblocks in raster order (RFC 6386, section 13), and
 * spreads the plane of luma DCs, where there is one, over the subblocks (section 14.3).
 */
final class CoefficientReader {
    private static final int[] ZIGZAG = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
    private static final int[] BANDS = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};
    private static final int[][] LARGE = {
        {173, 148, 140},
        {176, 155, 140, 135},
        {180, 157, 141, 134, 130},
        {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
    };

    // Planes of the probabilities.
    private static final int LUMA_AFTER_DC = 0;
    private static final int LUMA_DC = 1;
    private static final int CHROMA = 2;
    private static final int LUMA_WITH_DC = 3;

    /**
     * Flags of a macroblock's edge: four of the luma, two of each chroma, one of the plane of DCs.
     */
    private static final int EDGE = 9;

    private static final int DC_FLAG = 8;

    private final int[] probabilities;
    private final boolean[] above;
    private final boolean[] left = new boolean[EDGE];
    private final short[] coefficients = new short[25 * 16];
    private boolean any;

    CoefficientReader(FrameHeader header, int columns) {
        this.probabilities = header.coefficientProbabilities();
        this.above = new boolean[EDGE * columns];
    }

    /** To be called before the first macroblock of each row. */
    void startRow() {
        Arrays.fill(left, false);
    }

    /** Notes a macroblock without coefficients; one without a plane of DCs keeps its flag. */
    void skip(Macroblock block, int column) {
        int flags = block.bySubblocks() ? DC_FLAG : EDGE;
        Arrays.fill(above, EDGE * column, EDGE * column + flags, false);
        Arrays.fill(left, 0, flags, false);
        Arrays.fill(coefficients, (short) 0);
    }

    /**
     * Reads the next macroblock's coefficients.
     *
     * @return whether there is any
     */
    boolean read(BoolDecoder bits, Macroblock block, Quantiser quantiser, int column) {
        Arrays.fill(coefficients, (short) 0);
        any = false;
        int edge = EDGE * column;
        int first = 0;
        int plane = LUMA_WITH_DC;
        if (!block.bySubblocks()) {
            readPlaneOfDcs(bits, quantiser, edge);
            first = 1;
            plane = LUMA_AFTER_DC;
        }
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                int context = context(above[edge + x], left[y]);
                int to = 16 * (4 * y + x);
                int end =
                        read(
                                bits,
                                plane,
                                context,
                                first,
                                to,
                                quantiser.lumaDc(),
                                quantiser.lumaAc());
                above[edge + x] = end > first;
                left[y] = end > first;
                any |= end > 1 || coefficients[to] != 0;
            }
        }
        for (int i = 0; i < 8; i++) {
            // Two rows of two of the blue chroma, then of the red.
            int x = 4 + 2 * (i / 4) + i % 2;
            int y = 4 + 2 * (i / 4) + i / 2 % 2;
            int context = context(above[edge + x], left[y]);
            int to = 16 * (16 + i);
            int end =
                    read(bits, CHROMA, context, 0, to, quantiser.chromaDc(), quantiser.chromaAc());
            above[edge + x] = end > 0;
            left[y] = end > 0;
            any |= end > 1 || coefficients[to] != 0;
        }
        return any;
    }

    private void readPlaneOfDcs(BoolDecoder bits, Quantiser quantiser, int edge) {
        int context = context(above[edge + DC_FLAG], left[DC_FLAG]);
        int to = 16 * 24;
        int end = read(bits, LUMA_DC, context, 0, to, quantiser.planeDc(), quantiser.planeAc());
        above[edge + DC_FLAG] = end > 0;
        left[DC_FLAG] = end > 0;
        Transforms.spreadDcs(coefficients, to);
    }

    /** The 25 subblocks' coefficients: luma, blue chroma, red chroma, plane of DCs. */
    short[] coefficients() {
        return coefficients;
    }

    private static int context(boolean above, boolean left) {
        return (above ? 1 : 0) + (left ? 1 : 0);
    }

    /** Reads one subblock from coefficient {@code n} on; returns the index after its last. */
    private int read(
            BoolDecoder bits, int plane, int context, int first, int to, int dcStep, int acStep) {
        int n = first;
        int p = at(plane, n, context);
        while (n < 16) {
            if (bits.bit(probabilities[p]) == 0) {
                return n;
            }
            while (bits.bit(probabilities[p + 1]) == 0) {
                n++;
                if (n == 16) {
                    return 16;
                }
                p = at(plane, n, 0);
            }
            int magnitude;
            if (bits.bit(probabilities[p + 2]) == 0) {
                magnitude = 1;
                p = at(plane, n + 1, 1);
            } else {
                magnitude = large(bits, p);
                p = at(plane, n + 1, 2);
            }
            int value = bits.flag() ? -magnitude : magnitude;
            coefficients[to + ZIGZAG[n]] = (short) (value * (n > 0 ? acStep : dcStep));
            n++;
        }
        return 16;
    }

    private int large(BoolDecoder bits, int p) {
        if (bits.bit(probabilities[p + 3]) == 0) {
            return bits.bit(probabilities[p + 4]) == 0 ? 2 : 3 + bits.bit(probabilities[p + 5]);
        }
        if (bits.bit(probabilities[p + 6]) == 0) {
            if (bits.bit(probabilities[p + 7]) == 0) {
                return 5 + bits.bit(159);
            }
            int high = bits.bit(165);
            return 7 + 2 * high + bits.bit(145);
        }
        int high = bits.bit(probabilities[p + 8]);
        int category = 2 * high + bits.bit(probabilities[p + 9 + high]);
        int value = 0;
        for (int probability : LARGE[category]) {
            value = 2 * value + bits.bit(probability);
        }
        return value + 3 + (8 << category);
    }

    private static int at(int plane, int n, int context) {
        int band = plane * Constants.BANDS + BANDS[n];
        return (band * Constants.CONTEXTS + context) * Constants.NODES;
    }
}
