package org.captioner.dataset.image.vp8;

/**
 * The quantiser steps of a segment (RFC 6386, sections 9.6 and 14.1), each for the DC coefficient
 * and the AC coefficients of a plane.
 *
 * @param lumaDc step of the luma's DC, where the macroblock has no plane of DCs
 * @param planeDc step of the DC of the plane of luma DCs
 */
record Quantiser(int lumaDc, int lumaAc, int planeDc, int planeAc, int chromaDc, int chromaAc) {
    private static final int LAST = 127;

    /** Steps coarser than this are not used for the DC of the chroma. */
    private static final int LAST_CHROMA_DC = 117;

    /**
     * @param deltas of the index for luma DC, plane DC, plane AC, chroma DC, chroma AC
     */
    static Quantiser of(int index, int[] deltas) {
        return new Quantiser(
                Constants.DC_STEPS[clamp(index + deltas[0], LAST)],
                Constants.AC_STEPS[clamp(index, LAST)],
                2 * Constants.DC_STEPS[clamp(index + deltas[1], LAST)],
                Math.max(8, 155 * Constants.AC_STEPS[clamp(index + deltas[2], LAST)] / 100),
                Constants.DC_STEPS[clamp(index + deltas[3], LAST_CHROMA_DC)],
                Constants.AC_STEPS[clamp(index + deltas[4], LAST)]);
    }

    private static int clamp(int index, int last) {
        return Math.max(0, Math.min(last, index));
    }
}
