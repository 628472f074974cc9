package org.captioner.app.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.Bleu;
import org.captioner.eval.Cider;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricResult;
import org.captioner.eval.RougeL;
import org.captioner.eval.Signature;
import org.captioner.eval.prediction.PredictionSet;
import org.captioner.eval.prediction.ReferenceMatcher;

/**
 * What some captions scored on a split.
 *
 * @param dataset that was scored on
 * @param split of it
 * @param captions where they come from: a file or a model bundle
 * @param conditions under which they were made, by name, such as the beam size; empty for captions
 *     from a file
 * @param images that were scored
 * @param results of the metrics, in the order they are printed
 */
public record Evaluation(
        CaptionDataset dataset,
        Split split,
        String captions,
        Map<String, String> conditions,
        int images,
        List<MetricResult> results) {
    private static final List<Metric> METRICS = List.of(new Bleu(), new RougeL(), new Cider());

    public Evaluation {
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
        results = List.copyOf(results);
    }

    /**
     * Scores predictions against a split.
     *
     * @throws org.captioner.dataset.InputException if they do not cover the split exactly
     */
    public static Evaluation of(
            CaptionDataset dataset,
            Split split,
            PredictionSet predictions,
            Map<String, String> conditions) {
        CaptionTokenizer tokenizer = new CaptionTokenizer();
        List<EvaluationItem> items =
                new ReferenceMatcher(dataset, tokenizer).match(predictions, split);
        List<MetricResult> results =
                METRICS.stream()
                        .map(metric -> metric.score(items))
                        .map(result -> named(result, tokenizer, dataset, split))
                        .toList();
        return new Evaluation(
                dataset, split, predictions.name(), conditions, items.size(), results);
    }

    /** All corpus scores by name, as the metrics define them: CIDEr up to 10, others up to 1. */
    public Map<String, Double> scores() {
        Map<String, Double> scores = new LinkedHashMap<>();
        results.forEach(result -> scores.putAll(result.corpus()));
        return scores;
    }

    /** References per image, such as {@code 5} or {@code 4-6}. */
    public String references() {
        return detail("refs");
    }

    /** What made the tokens. */
    public String tokenizer() {
        return detail(Signature.TOKENIZER);
    }

    private String detail(String key) {
        return results.get(0).signature().details().get(key);
    }

    private static MetricResult named(
            MetricResult result, CaptionTokenizer tokenizer, CaptionDataset dataset, Split split) {
        return result.withSignature(
                result.signature()
                        .with(Signature.TOKENIZER, tokenizer.signature())
                        .with("data", dataset.name() + "/" + split.label()));
    }
}
