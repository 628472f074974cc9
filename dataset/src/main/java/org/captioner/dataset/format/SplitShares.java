package org.captioner.dataset.format;

import org.captioner.dataset.InputException;

/**
 * The parts of a seeded split, made where the files state none; training gets the rest.
 *
 * @param dev share of the images for the dev split, in [0, 1)
 * @param test share of the images for the test split, in [0, 1)
 */
public record SplitShares(double dev, double test) {
    /** One eighth each, so that 8000 images give 6000, 1000 and 1000 as in official Flickr8k. */
    public static final SplitShares EIGHTHS = new SplitShares(0.125, 0.125);

    public SplitShares {
        if (!(dev >= 0 && test >= 0 && dev + test < 1)) {
            throw new InputException(
                    "split shares are dev "
                            + dev
                            + " and test "
                            + test
                            + "; neither may be negative and their sum must be below 1");
        }
    }
}
