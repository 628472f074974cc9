package org.captioner.eval.human;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Kendall's rank correlation between two lists of numbers, with ties, in O(n log n) (Knight, "A
 * computer method for calculating Kendall's tau with ungrouped data", JASA 1966).
 *
 * <pre>
 * tau-b = (C - D) / sqrt((P - Tx) (P - Ty))
 * tau-c = 2 (C - D) m / (n^2 (m - 1))
 * </pre>
 *
 * with {@code C} concordant and {@code D} discordant pairs of all {@code P = n (n - 1) / 2}, {@code
 * Tx} and {@code Ty} pairs tied in one list, and {@code m} the smaller number of distinct values.
 *
 * @param b tau-b; NaN if a list is constant
 * @param c tau-c (Stuart); NaN if a list is constant
 */
public record KendallTau(double b, double c) {
    /**
     * Correlates two lists of equal length.
     *
     * @throws IllegalArgumentException if the lengths differ or a number is NaN
     */
    public static KendallTau compute(double[] x, double[] y) {
        if (x.length != y.length
                || Arrays.stream(x).anyMatch(Double::isNaN)
                || Arrays.stream(y).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException(
                    "tau needs lists of equal length without NaN; lengths are "
                            + x.length
                            + " and "
                            + y.length);
        }
        int n = x.length;
        int[] order =
                IntStream.range(0, n)
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble((Integer i) -> x[i])
                                        .thenComparingDouble(i -> y[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] sortedX = Arrays.stream(order).mapToDouble(i -> x[i]).toArray();
        double[] sequence = Arrays.stream(order).mapToDouble(i -> y[i]).toArray();
        long tiedBoth = tiedBoth(sortedX, sequence);
        long discordant = sortCountingInversions(sequence);
        Ties xTies = Ties.of(sortedX);
        Ties yTies = Ties.of(sequence);
        long pairs = (long) n * (n - 1) / 2;
        double balance = pairs - xTies.pairs() - yTies.pairs() + tiedBoth - 2.0 * discordant;
        double untiedX = (double) (pairs - xTies.pairs());
        double untiedY = (double) (pairs - yTies.pairs());
        double b = balance / Math.sqrt(untiedX) / Math.sqrt(untiedY);
        int classes = Math.min(xTies.classes(), yTies.classes());
        double c = 2 * balance * classes / ((double) n * n * (classes - 1));
        return new KendallTau(b, c);
    }

    private record Ties(int classes, long pairs) {
        static Ties of(double[] sorted) {
            int classes = 0;
            long pairs = 0;
            int run = 0;
            for (int i = 0; i < sorted.length; i++) {
                if (i == 0 || sorted[i] != sorted[i - 1]) {
                    classes++;
                    run = 0;
                }
                pairs += run++;
            }
            return new Ties(classes, pairs);
        }
    }

    private static long tiedBoth(double[] sortedX, double[] y) {
        long pairs = 0;
        int run = 0;
        for (int i = 1; i < y.length; i++) {
            run = sortedX[i] == sortedX[i - 1] && y[i] == y[i - 1] ? run + 1 : 0;
            pairs += run;
        }
        return pairs;
    }

    /** Sorts ascending, bottom up; returns how many pairs stood in the wrong order. */
    private static long sortCountingInversions(double[] values) {
        long inversions = 0;
        double[] buffer = new double[values.length];
        for (int width = 1; width < values.length; width *= 2) {
            for (int start = 0; start + width < values.length; start += 2 * width) {
                int end = Math.min(start + 2 * width, values.length);
                inversions += merge(values, buffer, start, start + width, end);
            }
        }
        return inversions;
    }

    private static long merge(double[] values, double[] buffer, int start, int middle, int end) {
        long inversions = 0;
        int left = start;
        int right = middle;
        for (int out = start; out < end; out++) {
            if (right == end || (left < middle && values[left] <= values[right])) {
                buffer[out] = values[left++];
            } else {
                buffer[out] = values[right++];
                inversions += middle - left;
            }
        }
        System.arraycopy(buffer, start, values, start, end - start);
        return inversions;
    }
}
