package org.captioner.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of a set of captions by one metric.
 *
 * @param signature how to obtain these scores again
 * @param corpus the score of the whole set by name, as in {@code BLEU-1} to {@code BLEU-4}
 * @param perImage scores by image id, then by name, in the order of the items; may hold more names
 *     than {@code corpus}, such as the precision behind an F-score
 * @param statistics what each image adds to the corpus scores, for resampling
 */
public record MetricResult(
        Signature signature,
        Map<String, Double> corpus,
        Map<String, Map<String, Double>> perImage,
        ImageStatistics statistics) {
    public MetricResult {
        corpus = Collections.unmodifiableMap(new LinkedHashMap<>(corpus));
        perImage = Collections.unmodifiableMap(perImage);
    }

    /**
     * The result whose image scores bear the names of the statistics, and whose corpus scores are
     * those of the statistics over every image.
     *
     * @param imageScores one row per item, in their order; columns as {@link
     *     ImageStatistics#scoreNames()}
     * @throws IllegalArgumentException if an image id occurs twice
     */
    public static MetricResult of(
            Signature signature,
            List<EvaluationItem> items,
            double[][] imageScores,
            ImageStatistics statistics) {
        Map<String, Map<String, Double>> perImage = new LinkedHashMap<>();
        for (int i = 0; i < imageScores.length; i++) {
            String id = items.get(i).imageId();
            if (perImage.put(id, named(statistics.scoreNames(), imageScores[i])) != null) {
                throw new IllegalArgumentException("image id twice: " + id);
            }
        }
        Map<String, Double> corpus = named(statistics.scoreNames(), statistics.scores());
        return new MetricResult(signature, corpus, perImage, statistics);
    }

    /**
     * One corpus score.
     *
     * @throws IllegalArgumentException if this metric has no score of that name
     */
    public double corpus(String name) {
        Double score = corpus.get(name);
        if (score == null) {
            throw new IllegalArgumentException(
                    "no score " + name + "; " + signature.metric() + " has " + corpus.keySet());
        }
        return score;
    }

    /**
     * The scores of one image by name.
     *
     * @throws IllegalArgumentException if the image was not scored
     */
    public Map<String, Double> image(String id) {
        Map<String, Double> scores = perImage.get(id);
        if (scores == null) {
            throw new IllegalArgumentException("no scores for image " + id);
        }
        return scores;
    }

    /** The same scores under a signature that knows more, such as the tokenizer. */
    public MetricResult withSignature(Signature fuller) {
        return new MetricResult(fuller, corpus, perImage, statistics);
    }

    private static Map<String, Double> named(List<String> names, double[] scores) {
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < scores.length; i++) {
            byName.put(names.get(i), scores[i]);
        }
        return Collections.unmodifiableMap(byName);
    }
}
