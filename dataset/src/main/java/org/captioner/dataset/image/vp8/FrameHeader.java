package org.captioner.dataset.image.vp8;

import java.io.EOFException;
import java.io.IOException;

/**
 * What stands before the macroblocks of a key frame (RFC 6386, section 9), and the decoder of the
 * first partition, which stands at the first macroblock's modes.
 */
final class FrameHeader {
    static final int SEGMENTS = 4;
    private static final int START = 10;
    private static final int MODE_SKIP_ABSENT = -1;

    private final int width;
    private final int height;
    private final BoolDecoder modes;
    private final BoolDecoder[] partitions;
    private final boolean segmentsByMacroblock;
    private final int[] segmentProbabilities = {255, 255, 255};
    private final Quantiser[] quantisers = new Quantiser[SEGMENTS];
    private final FilterStrengths filters;
    private final int[] coefficients = Constants.COEFFICIENTS.clone();
    private final int skipProbability;

    /**
     * Reads the header of the frame in {@code bytes[from..to)}.
     *
     * @throws EOFException if the frame ends within it
     * @throws IOException if it is no key frame
     */
    FrameHeader(byte[] bytes, int from, int to) throws IOException {
        if (to - from < START) {
            throw new EOFException("the frame's header ends early");
        }
        int tag = u8(bytes, from) | u8(bytes, from + 1) << 8 | u8(bytes, from + 2) << 16;
        if ((tag & 1) != 0) {
            throw new IOException("its frame depends on another one");
        }
        if (u8(bytes, from + 3) != 0x9d || u8(bytes, from + 4) != 1 || bytes[from + 5] != 0x2a) {
            throw new IOException("its frame lacks the start code");
        }
        width = (u8(bytes, from + 6) | u8(bytes, from + 7) << 8) & 0x3fff;
        height = (u8(bytes, from + 8) | u8(bytes, from + 9) << 8) & 0x3fff;
        int firstEnd = from + START + (tag >> 5);
        if (firstEnd > to) {
            throw new EOFException("the frame's first partition ends beyond the file");
        }
        modes = new BoolDecoder(bytes, from + START, firstEnd);
        modes.literal(2); // Colour space and clamping, which change nothing.

        boolean segmented = modes.flag();
        boolean absolute = true;
        boolean byMacroblock = false;
        int[] segmentQuantisers = new int[SEGMENTS];
        int[] segmentLevels = new int[SEGMENTS];
        if (segmented) {
            byMacroblock = modes.flag();
            if (modes.flag()) {
                absolute = modes.flag();
                readSigned(segmentQuantisers, 7);
                readSigned(segmentLevels, 6);
            }
            if (byMacroblock) {
                for (int i = 0; i < segmentProbabilities.length; i++) {
                    segmentProbabilities[i] = modes.flag() ? modes.literal(8) : 255;
                }
            }
        }
        segmentsByMacroblock = byMacroblock;

        boolean simple = modes.flag();
        int level = modes.literal(6);
        int sharpness = modes.literal(3);
        int[] referenceDeltas = new int[4];
        int[] modeDeltas = new int[4];
        boolean deltas = modes.flag();
        if (deltas && modes.flag()) {
            readSigned(referenceDeltas, 6);
            readSigned(modeDeltas, 6);
        }
        for (int s = 0; s < SEGMENTS; s++) {
            int base = segmented ? segmentLevels[s] : level;
            segmentLevels[s] = segmented && !absolute ? base + level : base;
        }
        filters =
                new FilterStrengths(
                        FilterStrengths.Kind.of(level, simple),
                        sharpness,
                        segmentLevels,
                        deltas ? referenceDeltas[0] : 0,
                        deltas ? modeDeltas[0] : 0);

        partitions = partitions(bytes, firstEnd, to);

        int index = modes.literal(7);
        int[] indexDeltas = new int[5];
        readSigned(indexDeltas, 4);
        for (int s = 0; s < SEGMENTS; s++) {
            int own = segmented ? segmentQuantisers[s] : 0;
            quantisers[s] = Quantiser.of(segmented && absolute ? own : index + own, indexDeltas);
        }
        modes.flag(); // Whether later frames shall keep the probabilities.
        for (int i = 0; i < coefficients.length; i++) {
            if (modes.bit(Constants.COEFFICIENT_UPDATES[i]) == 1) {
                coefficients[i] = modes.literal(8);
            }
        }
        skipProbability = modes.flag() ? modes.literal(8) : MODE_SKIP_ABSENT;
        modes.requireComplete();
    }

    private void readSigned(int[] numbers, int bits) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = modes.optionalSigned(bits);
        }
    }

    /**
     * Section 9.5: all lengths but the last stand in three bytes each after the first partition.
     */
    private BoolDecoder[] partitions(byte[] bytes, int from, int to) throws IOException {
        BoolDecoder[] found = new BoolDecoder[1 << modes.literal(2)];
        int start = from + 3 * (found.length - 1);
        if (start >= to) {
            throw new EOFException("the frame's partitions are missing");
        }
        for (int i = 0; i < found.length; i++) {
            int lengthAt = from + 3 * i;
            int end = to;
            if (i < found.length - 1) {
                end =
                        start
                                + (u8(bytes, lengthAt)
                                        | u8(bytes, lengthAt + 1) << 8
                                        | u8(bytes, lengthAt + 2) << 16);
            }
            if (end > to) {
                throw new EOFException("a partition of the frame ends beyond the file");
            }
            found[i] = new BoolDecoder(bytes, start, end);
            start = end;
        }
        return found;
    }

    /** Columns, 0 to 16383. */
    int width() {
        return width;
    }

    /** Rows, 0 to 16383. */
    int height() {
        return height;
    }

    /** The first partition, which holds the modes of all macroblocks. */
    BoolDecoder modes() {
        return modes;
    }

    /** The partition with the coefficients of a row of macroblocks. */
    BoolDecoder coefficients(int row) {
        return partitions[row & (partitions.length - 1)];
    }

    /** (plane, band, context, node) probabilities of this frame's coefficients. */
    int[] coefficientProbabilities() {
        return coefficients;
    }

    Quantiser quantiser(int segment) {
        return quantisers[segment];
    }

    FilterStrengths filters() {
        return filters;
    }

    /** Reads the segment of the next macroblock, 0 to 3. */
    int readSegment() {
        if (!segmentsByMacroblock) {
            return 0;
        }
        return modes.bit(segmentProbabilities[0]) == 0
                ? modes.bit(segmentProbabilities[1])
                : 2 + modes.bit(segmentProbabilities[2]);
    }

    /** Reads whether the next macroblock has no coefficients at all. */
    boolean readSkip() {
        return skipProbability != MODE_SKIP_ABSENT && modes.bit(skipProbability) == 1;
    }

    private static int u8(byte[] bytes, int index) {
        return bytes[index] & 0xff;
    }
}
