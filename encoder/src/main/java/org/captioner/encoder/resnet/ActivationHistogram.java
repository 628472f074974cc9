package org.captioner.encoder.resnet;

/**
 * How often positive values of which size flow past, and where best to cut them off before they are
 * rounded to eight bits.
 *
 * <p>The bins reach as far as the largest value so far: when one lies beyond, neighbours are merged
 * until it fits.
 */
final class ActivationHistogram {
    private static final int BINS = 2048;

    /** Candidates for the cut, evenly spaced up to the largest value. */
    private static final int CANDIDATES = 128;

    /** The largest number of eight bits without a sign. */
    static final int LEVELS = 255;

    private final long[] counts = new long[BINS];
    private double reach;
    private double largest;

    /**
     * Counts values; zeros and negative values, which eight bits hold exactly or not, are left out.
     */
    synchronized void add(float[] values) {
        float most = 0;
        for (float value : values) {
            most = Math.max(most, value);
        }
        if (most == 0) {
            return;
        }
        largest = Math.max(largest, most);
        if (reach == 0) {
            reach = most;
        }
        while (reach < most) {
            widen();
        }
        double perUnit = BINS / reach;
        for (float value : values) {
            if (value > 0) {
                counts[Math.min(BINS - 1, (int) (value * perUnit))]++;
            }
        }
    }

    private void widen() {
        for (int bin = 0; bin < BINS; bin++) {
            counts[bin] = bin < BINS / 2 ? counts[2 * bin] + counts[2 * bin + 1] : 0;
        }
        reach *= 2;
    }

    /**
     * The cut c with the least mean square error, where values above c become c and values below
     * are rounded to a step of c / 255, which costs a variance of step² / 12.
     *
     * @return 1 if nothing positive was seen
     */
    synchronized double ceiling() {
        if (largest == 0) {
            return 1;
        }
        double best = largest;
        double least = Double.POSITIVE_INFINITY;
        for (int candidate = 1; candidate <= CANDIDATES; candidate++) {
            double cut = largest * candidate / CANDIDATES;
            double error = error(cut);
            if (error < least) {
                least = error;
                best = cut;
            }
        }
        return best;
    }

    private double error(double cut) {
        double step = cut / LEVELS;
        double rounding = step * step / 12;
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                double beyond = (bin + 0.5) * reach / BINS - cut;
                sum += counts[bin] * (beyond > 0 ? beyond * beyond : rounding);
            }
        }
        return sum;
    }
}
