package org.captioner.eval.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricResult;

/**
 * The best that choosing among a system's n best captions could reach: for every image the
 * candidate with the highest image score, the first of equals; one without the score (NaN) loses to
 * any that has it. An upper bound, never a system's score.
 */
public final class Oracle {
    /**
     * Several captions for one image.
     *
     * @param imageId unique among the images
     * @param hypotheses tokens of each candidate, at least one
     * @param references tokens of each reference
     */
    public record Candidates(
            String imageId, List<List<String>> hypotheses, List<List<String>> references) {
        public Candidates {
            hypotheses = List.copyOf(hypotheses);
            references = List.copyOf(references);
            if (hypotheses.isEmpty()) {
                throw new IllegalArgumentException("no candidate for image " + imageId);
            }
        }

        private EvaluationItem item(int rank) {
            int existing = Math.min(rank, hypotheses.size() - 1);
            return new EvaluationItem(imageId, hypotheses.get(existing), references);
        }
    }

    private final Metric metric;
    private final String score;

    /**
     * @param score the score to choose by, as in {@code BLEU-4}
     */
    public Oracle(Metric metric, String score) {
        this.metric = metric;
        this.score = score;
    }

    /** The metric's scores for the captions chosen. */
    public MetricResult score(List<Candidates> images) {
        int ranks = images.stream().mapToInt(image -> image.hypotheses().size()).max().orElse(0);
        List<EvaluationItem> chosen = new ArrayList<>();
        double[] best = new double[images.size()];
        for (int rank = 0; rank < ranks; rank++) {
            List<EvaluationItem> items = new ArrayList<>();
            for (Candidates image : images) {
                items.add(image.item(rank));
            }
            MetricResult result = metric.score(items);
            for (int i = 0; i < items.size(); i++) {
                double value =
                        Objects.requireNonNull(
                                result.image(items.get(i).imageId()).get(score), score);
                if (rank == 0) {
                    chosen.add(items.get(i));
                    best[i] = value;
                } else if (value > best[i] || (Double.isNaN(best[i]) && !Double.isNaN(value))) {
                    chosen.set(i, items.get(i));
                    best[i] = value;
                }
            }
        }
        MetricResult result = metric.score(chosen);
        return result.withSignature(result.signature().with("oracle", ranks + "-best," + score));
    }
}
