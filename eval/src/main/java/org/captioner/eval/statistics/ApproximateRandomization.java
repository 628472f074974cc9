package org.captioner.eval.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.captioner.eval.MetricResult;

/**
 * Approximate randomisation (Noreen, 1989; Riezler and Maxwell, "On some pitfalls in automatic
 * evaluation and significance testing for MT", ACL workshop 2005): if the systems were equally
 * good, exchanging their captions image by image at random would not matter, so the share of random
 * exchanges with a difference at least as large as the observed one is the p-value.
 */
public final class ApproximateRandomization {
    private final Resampling resampling;

    public ApproximateRandomization(Resampling resampling) {
        this.resampling = resampling;
    }

    /**
     * Compares two systems in every score, two-sided.
     *
     * @throws IllegalArgumentException if the results are of different images or metrics
     */
    public List<Comparison> compare(MetricResult system, MetricResult baseline) {
        Pair pair = new Pair(system, baseline);
        double[] observed = pair.difference();
        double[][] shuffled =
                IntStream.range(0, resampling.rounds())
                        .parallel()
                        .mapToObj(round -> exchanged(pair, round))
                        .toArray(double[][]::new);
        List<Comparison> comparisons = new ArrayList<>();
        for (int score = 0; score < observed.length; score++) {
            if (!pair.isDefined(score)) {
                continue;
            }
            long asFar = 0;
            for (double[] differences : shuffled) {
                if (Math.abs(differences[score]) >= Math.abs(observed[score])) {
                    asFar++;
                }
            }
            comparisons.add(pair.comparison(score, asFar, resampling.rounds()));
        }
        return List.copyOf(comparisons);
    }

    private double[] exchanged(Pair pair, int round) {
        SplittableRandom random = new SplittableRandom(Rounds.seed(resampling.seed(), round));
        double[] first = new double[pair.system().width()];
        double[] second = new double[pair.system().width()];
        for (int image = 0; image < pair.images(); image++) {
            if (random.nextBoolean()) {
                pair.system().add(image, first);
                pair.baseline().add(image, second);
            } else {
                pair.system().add(image, second);
                pair.baseline().add(image, first);
            }
        }
        return Pair.difference(
                pair.system().scores(first, pair.images()),
                pair.baseline().scores(second, pair.images()));
    }
}
