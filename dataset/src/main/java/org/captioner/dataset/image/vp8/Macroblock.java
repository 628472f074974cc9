package org.captioner.dataset.image.vp8;

/**
 * What the first partition states of 16x16 pixels, and what their filter needs to know.
 *
 * @param lumaMode of the whole, meaningless if subblocks have modes of their own
 * @param smooth no coefficient changes the prediction
 */
record Macroblock(int segment, boolean bySubblocks, int lumaMode, int chromaMode, boolean smooth) {
    Macroblock withSmooth() {
        return new Macroblock(segment, bySubblocks, lumaMode, chromaMode, true);
    }

    /** Whether the edges within the macroblock are filtered too. */
    boolean innerEdges() {
        return bySubblocks || !smooth;
    }
}
