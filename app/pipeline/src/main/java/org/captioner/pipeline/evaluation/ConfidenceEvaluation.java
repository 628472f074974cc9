package org.captioner.pipeline.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.captioner.eval.Cider;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.MetricResult;
import org.captioner.eval.ReferenceSet;
import org.captioner.eval.statistics.RocArea;
import org.captioner.pipeline.confidence.CaptionConfidence;
import org.captioner.pipeline.confidence.ConfidenceQuality;

/**
 * How well a model's confidence foretold the scores of its captions of a split.
 *
 * @param quality by CIDEr, document frequencies counted over the split's references
 * @param personScore CIDEr in [0, 10] that confidence is relative to
 * @param unlike how far confidence tells the split's photos from other pictures; empty if there
 *     were none
 */
public record ConfidenceEvaluation(
        ConfidenceQuality quality, double personScore, Optional<Unlike> unlike) {
    private static final String SCORE = "CIDEr";

    /**
     * Pictures that are not of the split's kind.
     *
     * @param pictures how many were captioned
     * @param confidence its mean
     * @param area under the receiver operating characteristic: the probability that a photo of the
     *     split has a higher confidence than such a picture
     */
    public record Unlike(int pictures, double confidence, double area) {}

    /**
     * Compares the confidence in captions with their scores.
     *
     * @param evaluation of the captions
     * @param confidences by image id
     * @param unlike confidence in captions of other pictures; may be empty
     * @param confidence that the model goes by
     */
    public static ConfidenceEvaluation of(
            Evaluation evaluation,
            Map<String, Double> confidences,
            List<Double> unlike,
            CaptionConfidence confidence) {
        Map<String, List<String>> references = evaluation.report().references();
        Map<String, String> captions = evaluation.report().systems().get(0).captions();
        List<EvaluationItem> items = ReferenceSet.of(references).items(captions);
        MetricResult result = new Cider().score(items);
        Map<String, Double> known = new LinkedHashMap<>(confidences);
        known.keySet().retainAll(references.keySet());
        double[] own = numbers(List.copyOf(known.values()));
        double[] scores =
                known.keySet().stream()
                        .mapToDouble(id -> Objects.requireNonNull(result.image(id).get(SCORE)))
                        .toArray();
        double[] others = numbers(unlike);
        return new ConfidenceEvaluation(
                ConfidenceQuality.of(own, scores, confidence.personScore()),
                confidence.personScore(),
                unlike.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Unlike(others.length, mean(unlike), RocArea.of(own, others))));
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
