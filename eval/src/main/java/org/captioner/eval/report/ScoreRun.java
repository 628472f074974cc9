package org.captioner.eval.report;

import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricResult;
import org.captioner.eval.ReferenceSet;
import org.captioner.eval.statistics.ApproximateRandomization;
import org.captioner.eval.statistics.Bootstrap;
import org.captioner.eval.statistics.Comparison;
import org.captioner.eval.statistics.Diversity;
import org.captioner.eval.statistics.HumanCeiling;
import org.captioner.eval.statistics.Interval;
import org.captioner.eval.statistics.Resampling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Scores systems by metrics and puts everything a report shows together.
 *
 * @param metrics in the order of the report's columns
 * @param resampling for confidence intervals and comparisons; empty for neither
 * @param ceiling whether people are scored against each other too
 * @param training tokenised captions of the training set, to tell which captions are novel
 */
public record ScoreRun(
        List<Metric> metrics,
        Optional<Resampling> resampling,
        Ceiling ceiling,
        Optional<Collection<List<String>>> training) {
    /** Whether the human ceiling is wanted. */
    public enum Ceiling {
        NONE,
        LEAVE_ONE_OUT
    }

    public ScoreRun {
        metrics = List.copyOf(metrics);
    }

    /**
     * Scores systems.
     *
     * @param systems captions by image id, by system; the first system is the baseline
     * @param references raw captions by image id
     */
    public ScoreReport score(
            Map<String, Map<String, String>> systems, Map<String, List<String>> references) {
        ReferenceSet tokens = ReferenceSet.tokenize(references);
        List<SystemScores> scored = new ArrayList<>();
        Map<String, List<EvaluationItem>> items = new LinkedHashMap<>();
        systems.forEach((name, captions) -> items.put(name, tokens.items(captions)));
        items.forEach(
                (name, own) ->
                        scored.add(
                                system(
                                        name,
                                        Objects.requireNonNull(systems.get(name), name),
                                        own,
                                        score(own, tokens),
                                        scored.isEmpty() ? List.of() : scored.get(0).results())));
        List<EvaluationItem> any = items.values().iterator().next();
        return new ScoreReport(
                scored,
                references,
                ceiling == Ceiling.NONE ? Map.of() : humans(any),
                resampling,
                warnings(systems, references, items),
                List.of(),
                Map.of());
    }

    private List<MetricResult> score(List<EvaluationItem> items, ReferenceSet references) {
        return metrics.parallelStream()
                .map(metric -> describe(references.describe(metric.score(items))))
                .toList();
    }

    /** With what intervals and tests depend on, as sacreBLEU's signatures have it. */
    private MetricResult describe(MetricResult result) {
        return resampling
                .map(
                        options ->
                                result.withSignature(
                                        result.signature()
                                                .with("bs", Integer.toString(options.rounds()))
                                                .with("seed", Long.toString(options.seed()))))
                .orElse(result);
    }

    private List<String> warnings(
            Map<String, Map<String, String>> systems,
            Map<String, List<String>> references,
            Map<String, List<EvaluationItem>> items) {
        List<EvaluationItem> any = items.values().iterator().next();
        List<String> warnings = new ArrayList<>(ReferenceWarnings.in(references, any));
        metrics.forEach(metric -> warnings.addAll(metric.cautions(any)));
        systems.forEach(
                (name, captions) ->
                        warnings.addAll(
                                ScoreWarnings.in(
                                        name,
                                        captions,
                                        Objects.requireNonNull(items.get(name), name),
                                        references)));
        return warnings;
    }

    private SystemScores system(
            String name,
            Map<String, String> captions,
            List<EvaluationItem> items,
            List<MetricResult> results,
            List<MetricResult> baseline) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        List<Comparison> bootstrap = new ArrayList<>();
        List<Comparison> randomization = new ArrayList<>();
        resampling.ifPresent(
                options -> {
                    for (int i = 0; i < results.size(); i++) {
                        intervals.putAll(new Bootstrap(options).intervals(results.get(i)));
                        if (!baseline.isEmpty()) {
                            bootstrap.addAll(
                                    new Bootstrap(options)
                                            .compare(results.get(i), baseline.get(i)));
                            randomization.addAll(
                                    new ApproximateRandomization(options)
                                            .compare(results.get(i), baseline.get(i)));
                        }
                    }
                });
        List<List<String>> tokens = items.stream().map(EvaluationItem::hypothesis).toList();
        Diversity diversity =
                training.map(known -> Diversity.of(tokens, known))
                        .orElseGet(() -> Diversity.of(tokens));
        return new SystemScores(
                name, captions, results, intervals, diversity, bootstrap, randomization);
    }

    private Map<String, Double> humans(List<EvaluationItem> items) {
        Map<String, Double> scores = new LinkedHashMap<>();
        metrics.forEach(metric -> scores.putAll(new HumanCeiling(metric).scores(items)));
        return scores;
    }
}
