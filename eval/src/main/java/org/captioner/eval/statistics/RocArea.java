package org.captioner.eval.statistics;

import java.util.stream.DoubleStream;

/**
 * Area under the receiver operating characteristic: the probability that a positive example scores
 * above a negative one, equal scores counting half (Hanley and McNeil, "The meaning and use of the
 * area under a receiver operating characteristic (ROC) curve", Radiology 1982).
 */
public final class RocArea {
    private RocArea() {}

    /**
     * The area for scores of positive and negative examples.
     *
     * @return from 0 to 1; NaN if either list is empty
     * @throws IllegalArgumentException if a number is NaN
     */
    public static double of(double[] positives, double[] negatives) {
        double[] ranks =
                MidRanks.of(
                        DoubleStream.concat(DoubleStream.of(positives), DoubleStream.of(negatives))
                                .toArray());
        double sum = 0;
        for (int i = 0; i < positives.length; i++) {
            sum += ranks[i];
        }
        double n = positives.length;
        return (sum - n * (n + 1) / 2) / n / negatives.length;
    }
}
