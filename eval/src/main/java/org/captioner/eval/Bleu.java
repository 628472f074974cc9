package org.captioner.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
    private static final int ORDERS = NgramCounts.ORDERS;
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
        NgramIndex index = new NgramIndex();
        double[][] rows = new double[items.size()][];
        double[][] scores = new double[items.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = statistics(items.get(i), index);
            scores[i] = scores(rows[i]);
        }
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

    private static double[] statistics(EvaluationItem item, NgramIndex index) {
        NgramCounts hypothesis = NgramCounts.of(item.hypothesis(), index);
        List<NgramCounts> references = new ArrayList<>(item.references().size());
        for (List<String> reference : item.references()) {
            references.add(NgramCounts.of(reference, index));
        }
        double[] row = new double[WIDTH];
        for (int order = 1; order <= ORDERS; order++) {
            row[order - 1] = matches(hypothesis, references, order);
            row[GUESSES + order - 1] = hypothesis.total(order);
        }
        row[HYPOTHESIS_LENGTH] = hypothesis.length();
        row[REFERENCE_LENGTH] = closestLength(hypothesis.length(), references);
        return row;
    }

    private static int matches(NgramCounts hypothesis, List<NgramCounts> references, int order) {
        int[] ids = hypothesis.ids(order);
        int[] most = new int[ids.length];
        for (NgramCounts reference : references) {
            int[] referenceIds = reference.ids(order);
            int[] referenceCounts = reference.counts(order);
            for (int h = 0, r = 0; h < ids.length && r < referenceIds.length; ) {
                if (ids[h] < referenceIds[r]) {
                    h++;
                } else if (ids[h] > referenceIds[r]) {
                    r++;
                } else {
                    most[h] = Math.max(most[h], referenceCounts[r]);
                    h++;
                    r++;
                }
            }
        }
        int[] counts = hypothesis.counts(order);
        int matches = 0;
        for (int h = 0; h < ids.length; h++) {
            matches += Math.min(counts[h], most[h]);
        }
        return matches;
    }

    private static int closestLength(int length, List<NgramCounts> references) {
        int closest = references.get(0).length();
        for (NgramCounts reference : references) {
            int distance = Math.abs(reference.length() - length);
            int best = Math.abs(closest - length);
            if (distance < best || (distance == best && reference.length() < closest)) {
                closest = reference.length();
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
