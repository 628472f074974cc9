package org.captioner.eval.statistics;

import java.util.Arrays;

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, equal numbers sharing the mean
 * of their ranks.
 */
public final class Spearman {
    private Spearman() {}

    /**
     * Correlates two lists.
     *
     * @return from -1 to 1; NaN if a list is constant or shorter than 2
     * @throws IllegalArgumentException if the lengths differ or a number is NaN
     */
    public static double of(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "lists of " + x.length + " and " + y.length + " numbers cannot be correlated");
        }
        double[] a = centred(MidRanks.of(x));
        double[] b = centred(MidRanks.of(y));
        double product = 0;
        double squareA = 0;
        double squareB = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
        }
        return product / Math.sqrt(squareA) / Math.sqrt(squareB);
    }

    private static double[] centred(double[] ranks) {
        double mean = Arrays.stream(ranks).average().orElse(0);
        return Arrays.stream(ranks).map(rank -> rank - mean).toArray();
    }
}
