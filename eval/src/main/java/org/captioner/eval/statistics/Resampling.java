package org.captioner.eval.statistics;

import org.captioner.dataset.InputException;

/**
 * How often to resample, and from which seed; the same seed gives the same numbers whatever the
 * number of processors.
 *
 * @param rounds at least 100
 * @param seed of the random numbers
 */
public record Resampling(int rounds, long seed) {
    private static final int FEWEST = 100;

    public Resampling {
        if (rounds < FEWEST) {
            throw new InputException(
                    rounds + " resamples are too few to estimate tails; use at least " + FEWEST);
        }
    }

    /** A thousand rounds from seed 1, as sacreBLEU does. */
    public static Resampling defaults() {
        return new Resampling(1000, 1);
    }
}
