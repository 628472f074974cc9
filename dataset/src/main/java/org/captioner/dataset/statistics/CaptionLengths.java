package org.captioner.dataset.statistics;

import java.util.Arrays;

/**
 * How long captions are, in tokens; all zero where there is none.
 *
 * @param mean arithmetic mean
 * @param median length that half of the captions do not exceed (nearest rank, as the others)
 * @param percentile95 length that 95% of the captions do not exceed
 * @param percentile99 length that 99% of the captions do not exceed
 * @param longest the greatest length
 */
public record CaptionLengths(
        double mean, int median, int percentile95, int percentile99, int longest) {
    static CaptionLengths of(int[] lengths) {
        if (lengths.length == 0) {
            return new CaptionLengths(0, 0, 0, 0, 0);
        }
        int[] sorted = lengths.clone();
        Arrays.sort(sorted);
        return new CaptionLengths(
                Arrays.stream(sorted).average().orElseThrow(),
                nearestRank(sorted, 50),
                nearestRank(sorted, 95),
                nearestRank(sorted, 99),
                sorted[sorted.length - 1]);
    }

    // The smallest value that at least this percentage of all do not exceed.
    private static int nearestRank(int[] sorted, int percentage) {
        long rank = ((long) sorted.length * percentage + 99) / 100;
        return sorted[(int) rank - 1];
    }
}
