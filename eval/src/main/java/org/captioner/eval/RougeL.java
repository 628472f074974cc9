package org.captioner.eval;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * ROUGE-L as coco-caption computes it (Lin, "ROUGE: a package for automatic evaluation of
 * summaries", ACL workshop 2004): an F-score over the longest common subsequence.
 *
 * <pre>
 * P = max over references of LCS / hypothesis length
 * R = max over references of LCS / reference length
 * ROUGE-L = (1 + beta^2) P R / (R + beta^2 P),   beta = 1.2
 * </pre>
 *
 * The best precision and the best recall may come from different references. An empty caption
 * counts as one empty word, so an empty hypothesis against an empty reference scores 1. The corpus
 * score is the mean over images.
 */
public final class RougeL implements Metric {
    /** As the registry lists it. */
    public static final MetricEntry ENTRY =
            new MetricEntry(
                    "rouge-l",
                    List.of("rouge"),
                    "F-score over the longest common subsequence",
                    List.of("rouge-l"),
                    MetricEntry.PERCENT,
                    MetricEntry.Cost.MICROSECONDS,
                    MetricEntry.Input.ANY_TOKENS,
                    Set.of(),
                    context -> new RougeL());

    private static final double BETA_SQUARED = 1.2 * 1.2;
    private static final List<String> EMPTY = List.of("");
    private static final List<String> NAMES = List.of("ROUGE-L");

    @Override
    public String name() {
        return "ROUGE-L";
    }

    @Override
    public MetricResult score(List<EvaluationItem> items) {
        double[][] scores =
                items.parallelStream()
                        .map(item -> new double[] {score(item)})
                        .toArray(double[][]::new);
        Signature signature =
                Signature.of(name(), Map.of("variant", "coco-caption,beta-1.2"), items);
        return MetricResult.of(signature, items, scores, ImageStatistics.means(NAMES, scores));
    }

    private static double score(EvaluationItem item) {
        WordIds ids = new WordIds();
        int[] hypothesis = ids.of(words(item.hypothesis()));
        double precision = 0;
        double recall = 0;
        for (List<String> tokens : item.references()) {
            int[] reference = ids.of(words(tokens));
            double common = longestCommonSubsequence(hypothesis, reference);
            precision = Math.max(precision, common / hypothesis.length);
            recall = Math.max(recall, common / reference.length);
        }
        if (precision == 0 || recall == 0) {
            return 0;
        }
        return (1 + BETA_SQUARED) * precision * recall / (recall + BETA_SQUARED * precision);
    }

    private static List<String> words(List<String> tokens) {
        return tokens.isEmpty() ? EMPTY : tokens;
    }

    private static int longestCommonSubsequence(int[] first, int[] second) {
        int[] row = new int[second.length + 1];
        for (int word : first) {
            int diagonal = 0;
            for (int j = 1; j <= second.length; j++) {
                int above = row[j];
                row[j] = word == second[j - 1] ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[second.length];
    }
}
