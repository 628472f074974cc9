package org.captioner.dataset.image.vp8;

import java.util.Arrays;

/**
 * Reads the prediction modes of macroblocks in raster order (RFC 6386, sections 8 and 11). The mode
 * of a 4x4 subblock is coded by those above it and to its left.
 */
final class ModeReader {
    static final int DC = 0;
    static final int TRUE_MOTION = 1;
    static final int VERTICAL = 2;
    static final int HORIZONTAL = 3;
    static final int LEFT_DOWN = 4;
    static final int RIGHT_DOWN = 5;
    static final int VERTICAL_RIGHT = 6;
    static final int VERTICAL_LEFT = 7;
    static final int HORIZONTAL_DOWN = 8;
    static final int HORIZONTAL_UP = 9;

    // A positive entry is the next node; any other a mode, negated. The probability is at node / 2.
    private static final int[] TREE = {
        -DC,
        2,
        -TRUE_MOTION,
        4,
        -VERTICAL,
        6,
        8,
        12,
        -HORIZONTAL,
        10,
        -RIGHT_DOWN,
        -VERTICAL_RIGHT,
        -LEFT_DOWN,
        14,
        -VERTICAL_LEFT,
        16,
        -HORIZONTAL_DOWN,
        -HORIZONTAL_UP
    };

    private final FrameHeader header;
    private final int[] above;
    private final int[] left = new int[4];
    private final int[] subblocks = new int[16];
    private boolean skip;

    ModeReader(FrameHeader header, int columns) {
        this.header = header;
        this.above = new int[4 * columns];
    }

    /** To be called before the first macroblock of each row. */
    void startRow() {
        Arrays.fill(left, DC);
    }

    /** Reads what is stated of the next macroblock, which is in this column. */
    Macroblock next(int column) {
        BoolDecoder bits = header.modes();
        int segment = header.readSegment();
        skip = header.readSkip();
        boolean bySubblocks = bits.bit(145) == 0;
        int luma = DC;
        if (bySubblocks) {
            readSubblocks(bits, 4 * column);
        } else {
            if (bits.bit(156) == 0) {
                luma = bits.bit(163) == 0 ? DC : VERTICAL;
            } else {
                luma = bits.bit(128) == 0 ? HORIZONTAL : TRUE_MOTION;
            }
            Arrays.fill(above, 4 * column, 4 * column + 4, luma);
            Arrays.fill(left, luma);
        }
        return new Macroblock(segment, bySubblocks, luma, chroma(bits), false);
    }

    private void readSubblocks(BoolDecoder bits, int from) {
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                int context = (above[from + x] * Constants.MODES + left[y]) * (Constants.MODES - 1);
                int node = 0;
                do {
                    int probability = Constants.SUBBLOCK_MODES[context + node / 2];
                    node = TREE[node + bits.bit(probability)];
                } while (node > 0);
                above[from + x] = -node;
                left[y] = -node;
                subblocks[4 * y + x] = -node;
            }
        }
    }

    private static int chroma(BoolDecoder bits) {
        if (bits.bit(142) == 0) {
            return DC;
        }
        if (bits.bit(114) == 0) {
            return VERTICAL;
        }
        return bits.bit(183) == 0 ? HORIZONTAL : TRUE_MOTION;
    }

    /** The modes of the last macroblock's subblocks, (4, 4); overwritten by the next. */
    int[] subblocks() {
        return subblocks;
    }

    /** Whether the last macroblock is declared to have no coefficients. */
    boolean skip() {
        return skip;
    }
}
