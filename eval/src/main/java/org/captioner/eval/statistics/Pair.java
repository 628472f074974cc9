package org.captioner.eval.statistics;

import java.util.List;
import org.captioner.eval.ImageStatistics;
import org.captioner.eval.MetricResult;

/** Two results of one metric on the same images in the same order. */
final class Pair {
    private final ImageStatistics system;
    private final ImageStatistics baseline;
    private final double[] systemScores;
    private final double[] baselineScores;

    Pair(MetricResult system, MetricResult baseline) {
        this.system = system.statistics();
        this.baseline = baseline.statistics();
        if (!this.system.scoreNames().equals(this.baseline.scoreNames())
                || !List.copyOf(system.perImage().keySet())
                        .equals(List.copyOf(baseline.perImage().keySet()))) {
            throw new IllegalArgumentException(
                    "results to compare must be of one metric and the same images in one order: "
                            + system.signature()
                            + " and "
                            + baseline.signature());
        }
        this.systemScores = this.system.scores();
        this.baselineScores = this.baseline.scores();
    }

    ImageStatistics system() {
        return system;
    }

    ImageStatistics baseline() {
        return baseline;
    }

    int images() {
        return system.images();
    }

    /** System minus baseline for every score. */
    double[] difference() {
        return difference(systemScores, baselineScores);
    }

    /** Whether a score is a number; SPICE of colours is not where no reference names any. */
    boolean isDefined(int score) {
        return !Double.isNaN(systemScores[score]) && !Double.isNaN(baselineScores[score]);
    }

    static double[] difference(double[] first, double[] second) {
        double[] result = first.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] -= second[i];
        }
        return result;
    }

    /** The outcome for one score when chance reached the observed difference {@code times}. */
    Comparison comparison(int score, long times, int rounds) {
        return new Comparison(
                system.scoreNames().get(score),
                systemScores[score],
                baselineScores[score],
                (times + 1.0) / (rounds + 1.0));
    }
}
