package org.captioner.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * BLEU-1 to BLEU-4 as coco-caption computes them (Papineni et al., "BLEU: a method for automatic
 * evaluation of machine translation", ACL 2002).
 *
 * <pre>
 * BLEU-N = min(1, exp(1 - 1/ratio)) * (p_1 * ... * p_N)^(1/N)
 * p_n    = (match_n + 1e-15) / (guess_n + 1e-9)
 * ratio  = (hypothesis length + 1e-15) / (reference length + 1e-9)
 * </pre>
 *
 * {@code match_n} clips the count of each n-gram at its largest count in any one reference; the
 * reference length is the one closest to the hypothesis, the shorter of two equally close. The
 * corpus score comes from summed counts and lengths, so it is not the mean of the image scores.
 */
public final class Bleu implements Metric {
    /** As the registry lists it. */
    public static final MetricEntry ENTRY =
            new MetricEntry(
                    "bleu",
                    List.of(),
                    "clipped n-gram precision, BLEU-1 to BLEU-4",
                    List.of("bleu-1", "bleu-2", "bleu-3", "bleu-4"),
                    MetricEntry.PERCENT,
                    MetricEntry.Cost.MICROSECONDS,
                    MetricEntry.Input.ANY_TOKENS,
                    Set.of(),
                    context -> new Bleu());

    private static final int ORDERS = NgramMatches.ORDERS;
    private static final double TINY = 1e-15;
    private static final double SMALL = 1e-9;
    private static final List<String> NAMES = List.of("BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4");

    // Columns of a row of statistics: matches by order, guesses by order, then the two lengths.
    private static final int GUESSES = ORDERS;
    private static final int HYPOTHESIS_LENGTH = 2 * ORDERS;
    private static final int REFERENCE_LENGTH = 2 * ORDERS + 1;
    private static final int WIDTH = 2 * ORDERS + 2;

    @Override
    public String name() {
        return "BLEU";
    }

    @Override
    public MetricResult score(List<EvaluationItem> items) {
        double[][] rows = items.parallelStream().map(Bleu::statistics).toArray(double[][]::new);
        double[][] scores = Arrays.stream(rows).map(Bleu::scores).toArray(double[][]::new);
        Signature signature =
                Signature.of(
                        name(),
                        Map.of("variant", "coco-caption,closest-length,smooth-1e-15"),
                        items);
        return MetricResult.of(
                signature,
                items,
                scores,
                new ImageStatistics(NAMES, rows, (sums, images) -> scores(sums)));
    }

    private static double[] statistics(EvaluationItem item) {
        WordIds ids = new WordIds();
        int[] hypothesis = ids.of(TokenWords.of(item.hypothesis()));
        int[][] most = new int[ORDERS][hypothesis.length];
        int[] lengths = new int[item.references().size()];
        for (int i = 0; i < lengths.length; i++) {
            int[] reference = ids.of(TokenWords.of(item.references().get(i)));
            lengths[i] = reference.length;
            raise(most, NgramMatches.occurrences(hypothesis, reference));
        }
        int[][] ranks = NgramMatches.ranks(hypothesis);
        double[] row = new double[WIDTH];
        for (int order = 1; order <= ORDERS; order++) {
            row[order - 1] = matches(ranks[order - 1], most[order - 1]);
            row[GUESSES + order - 1] = Math.max(0, hypothesis.length - order + 1);
        }
        row[HYPOTHESIS_LENGTH] = hypothesis.length;
        row[REFERENCE_LENGTH] = closest(lengths, hypothesis.length);
        return row;
    }

    private static void raise(int[][] most, int[][] counts) {
        for (int order = 0; order < ORDERS; order++) {
            for (int i = 0; i < most[order].length; i++) {
                most[order][i] = Math.max(most[order][i], counts[order][i]);
            }
        }
    }

    /** An n-gram matches as long as it did not occur more often so far than in some reference. */
    private static int matches(int[] ranks, int[] most) {
        int matches = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] > 0 && ranks[i] <= most[i]) {
                matches++;
            }
        }
        return matches;
    }

    private static int closest(int[] lengths, int length) {
        int closest = lengths[0];
        for (int candidate : lengths) {
            int distance = Math.abs(candidate - length);
            int best = Math.abs(closest - length);
            if (distance < best || (distance == best && candidate < closest)) {
                closest = candidate;
            }
        }
        return closest;
    }

    private static double[] scores(double[] sums) {
        double[] scores = new double[ORDERS];
        double product = 1;
        for (int n = 1; n <= ORDERS; n++) {
            product *= (sums[n - 1] + TINY) / (sums[GUESSES + n - 1] + SMALL);
            scores[n - 1] = Math.pow(product, 1.0 / n);
        }
        double ratio = (sums[HYPOTHESIS_LENGTH] + TINY) / (sums[REFERENCE_LENGTH] + SMALL);
        if (ratio < 1) {
            double penalty = Math.exp(1 - 1 / ratio);
            Arrays.setAll(scores, n -> scores[n] * penalty);
        }
        return scores;
    }
}
