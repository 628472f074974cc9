package org.captioner.pipeline.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.Split;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricResult;
import org.captioner.eval.Signature;
import org.captioner.eval.file.IdMatch;
import org.captioner.eval.file.PredictionSet;
import org.captioner.eval.report.ScoreReport;
import org.captioner.eval.report.ScoreRun;

/**
 * What some captions scored on a split.
 *
 * @param dataset that was scored on
 * @param split of it
 * @param captions where they come from: a file or a model bundle
 * @param conditions under which they were made, by name, such as the beam size; empty for captions
 *     from a file
 * @param report of these captions alone
 * @param confidence how far the model's confidence can be relied on; empty if it states none
 */
public record Evaluation(
        CaptionDataset dataset,
        Split split,
        String captions,
        Map<String, String> conditions,
        ScoreReport report,
        Optional<ConfidenceEvaluation> confidence) {
    public Evaluation {
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }

    /**
     * Scores predictions against a split.
     *
     * @param metrics in the order they are printed, at least one
     * @throws org.captioner.dataset.InputException if the predictions do not cover the split
     *     exactly
     */
    public static Evaluation score(
            CaptionDataset dataset,
            Split split,
            PredictionSet predictions,
            Map<String, String> conditions,
            List<Metric> metrics) {
        SplitReferences references = new SplitReferences(dataset, split);
        IdMatch match =
                IdMatch.of(
                        predictions.captions().keySet(),
                        references.byImage().keySet(),
                        references.files());
        Map<String, String> captions =
                references.captions(
                        new PredictionSet(
                                predictions.name(),
                                match.apply(predictions.captions()),
                                predictions.failed()));
        ScoreReport report =
                new ScoreRun(metrics, Optional.empty(), ScoreRun.Ceiling.NONE, Optional.empty())
                        .score(Map.of(predictions.name(), captions), references.byImage())
                        .withRemarks(match.remark().stream().toList());
        return new Evaluation(
                dataset, split, predictions.name(), conditions, report, Optional.empty());
    }

    /** The same of a model that stated its confidence. */
    public Evaluation with(ConfidenceEvaluation found) {
        return new Evaluation(dataset, split, captions, conditions, report, Optional.of(found));
    }

    /** The results of the metrics, in their order. */
    public List<MetricResult> results() {
        return report.systems().get(0).results();
    }

    /** All corpus scores by name, as the metrics define them: CIDEr up to 10, others up to 1. */
    public Map<String, Double> scores() {
        return report.systems().get(0).corpus();
    }

    /** How many images were scored. */
    public int images() {
        return report.references().size();
    }

    /** References per image and their checksum, such as {@code 5@0f3c2a11}. */
    public String references() {
        return detail("refs");
    }

    /** What made the tokens. */
    public String tokenizer() {
        return detail(Signature.TOKENIZER);
    }

    private String detail(String key) {
        return Objects.requireNonNull(results().get(0).signature().details().get(key), key);
    }
}
