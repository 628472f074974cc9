package org.captioner.eval.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.captioner.eval.ImageStatistics;
import org.captioner.eval.MetricResult;

/**
 * The bootstrap over images (Efron, 1979; Koehn, "Statistical significance tests for machine
 * translation evaluation", EMNLP 2004): draws as many images as there are, with replacement, and
 * scores the draw, again and again.
 *
 * <p>Corpus scores are computed anew from the summed statistics of each draw. CIDEr's document
 * frequencies stay those of the full set of references.
 */
public final class Bootstrap {
    private static final double TAIL = 0.025;

    private final Resampling resampling;

    public Bootstrap(Resampling resampling) {
        this.resampling = resampling;
    }

    /**
     * 95 % confidence intervals of the corpus scores by name: the 2.5th and 97.5th percentiles of
     * the resampled scores. A score that is NaN has none.
     */
    public Map<String, Interval> intervals(MetricResult result) {
        ImageStatistics statistics = result.statistics();
        double[][] draws =
                draws(statistics.images())
                        .map(draw -> scores(statistics, draw))
                        .toArray(double[][]::new);
        Map<String, Interval> intervals = new LinkedHashMap<>();
        List<String> names = statistics.scoreNames();
        for (int score = 0; score < names.size(); score++) {
            double[] sorted = column(draws, score);
            Arrays.sort(sorted);
            if (sorted.length == 0) {
                continue;
            }
            intervals.put(
                    names.get(score),
                    new Interval(percentile(sorted, TAIL), percentile(sorted, 1 - TAIL)));
        }
        return Collections.unmodifiableMap(intervals);
    }

    /**
     * The paired bootstrap: both systems are scored on the same draws. The p-value is two-sided:
     * how often the difference, shifted to mean zero, is at least as far from zero as the one
     * observed. A score that is NaN is not compared.
     *
     * @throws IllegalArgumentException if the results are of different images or metrics
     */
    public List<Comparison> compare(MetricResult system, MetricResult baseline) {
        Pair pair = new Pair(system, baseline);
        double[][] draws =
                draws(pair.images())
                        .map(
                                draw ->
                                        Pair.difference(
                                                scores(pair.system(), draw),
                                                scores(pair.baseline(), draw)))
                        .toArray(double[][]::new);
        double[] observed = pair.difference();
        List<Comparison> comparisons = new ArrayList<>();
        for (int score = 0; score < observed.length; score++) {
            if (!pair.isDefined(score)) {
                continue;
            }
            double[] differences = column(draws, score);
            double mean = Arrays.stream(differences).average().orElse(0);
            double distance = Math.abs(observed[score]);
            long asFar =
                    Arrays.stream(differences)
                            .filter(each -> Math.abs(each - mean) >= distance)
                            .count();
            comparisons.add(pair.comparison(score, asFar, differences.length));
        }
        return List.copyOf(comparisons);
    }

    // One generator per round, so that rounds can be computed in any order.
    private Stream<int[]> draws(int images) {
        return IntStream.range(0, resampling.rounds())
                .parallel()
                .mapToObj(
                        round ->
                                new SplittableRandom(Rounds.seed(resampling.seed(), round))
                                        .ints(images, 0, Math.max(1, images))
                                        .toArray());
    }

    private static double[] scores(ImageStatistics statistics, int[] draw) {
        double[] sums = new double[statistics.width()];
        for (int image : draw) {
            statistics.add(image, sums);
        }
        return statistics.scores(sums, draw.length);
    }

    /** A draw without any image that has the score, such as SPICE of colours, has no score. */
    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows)
                .mapToDouble(row -> row[column])
                .filter(value -> !Double.isNaN(value))
                .toArray();
    }

    // Linear between the two nearest ranks, as NumPy's default.
    private static double percentile(double[] sorted, double share) {
        double rank = share * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
