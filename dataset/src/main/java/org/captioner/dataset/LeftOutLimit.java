package org.captioner.dataset;

/**
 * How many photos of a dataset may be missing or damaged: a few are left out with a warning, more
 * are a mistake in the paths or a download that was cut, which nobody wants to train on.
 */
public final class LeftOutLimit {
    private static final int FEW = 3;
    private static final double FEW_SHARE = 0.01;

    private LeftOutLimit() {}

    /** The most that may be left out of so many: three, or one in a hundred. */
    public static int of(int photos) {
        return Math.max(FEW, (int) (FEW_SHARE * photos));
    }

    /** Whether so many may be left out: few, and not all. */
    public static boolean allows(int leftOut, int photos) {
        return leftOut <= of(photos) && leftOut < photos;
    }
}
