package org.captioner.dataset.image.vp8;

/**
 * How strongly the loop filter smooths (RFC 6386, sections 9.3, 9.6 and 15.2), for each segment and
 * for macroblocks predicted as a whole or by 4x4 subblocks.
 */
final class FilterStrengths {
    /** Which of the two filters the frame uses. */
    enum Kind {
        NONE,
        SIMPLE,
        NORMAL;

        static Kind of(int level, boolean simple) {
            if (level == 0) {
                return NONE;
            }
            return simple ? SIMPLE : NORMAL;
        }
    }

    /**
     * @param limit of the difference across an edge within the macroblock; 0 filters nothing
     * @param interior limit of the differences beside the edge
     * @param highVariance from which difference on the edge counts as one of the picture
     */
    record Strength(int limit, int interior, int highVariance) {
        private static final Strength NOTHING = new Strength(0, 0, 0);

        private static Strength of(int level, int sharpness) {
            int bounded = Math.max(0, Math.min(63, level));
            if (bounded == 0) {
                return NOTHING;
            }
            int interior = bounded;
            if (sharpness > 0) {
                interior = Math.min(bounded >> (sharpness > 4 ? 2 : 1), 9 - sharpness);
            }
            interior = Math.max(1, interior);
            int highVariance = 0;
            if (bounded >= 15) {
                highVariance = bounded >= 40 ? 2 : 1;
            }
            return new Strength(2 * bounded + interior, interior, highVariance);
        }
    }

    private final Kind kind;
    private final Strength[] whole = new Strength[FrameHeader.SEGMENTS];
    private final Strength[] subblocks = new Strength[FrameHeader.SEGMENTS];

    /**
     * @param levels by segment
     * @param keyFrameDelta added to the level of each macroblock
     * @param subblockDelta added besides where subblocks are predicted one by one
     */
    FilterStrengths(Kind kind, int sharpness, int[] levels, int keyFrameDelta, int subblockDelta) {
        this.kind = kind;
        for (int s = 0; s < FrameHeader.SEGMENTS; s++) {
            int level = levels[s] + keyFrameDelta;
            whole[s] = Strength.of(level, sharpness);
            subblocks[s] = Strength.of(level + subblockDelta, sharpness);
        }
    }

    Kind kind() {
        return kind;
    }

    Strength of(Macroblock block) {
        return (block.bySubblocks() ? subblocks : whole)[block.segment()];
    }
}
