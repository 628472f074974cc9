package org.captioner.pipeline.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.captioner.dataset.InputException;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.MetricResult;
import org.captioner.eval.ReferenceSet;
import org.captioner.eval.file.CaptionFile;
import org.captioner.eval.file.CaptionSet;
import org.captioner.eval.file.IdMatch;
import org.captioner.eval.registry.MetricRegistry;
import org.captioner.eval.statistics.Oracle;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What choosing the best of each image's n candidates would score: an upper bound.
 *
 * @param metrics one of which has the score to choose by
 * @param selection the references to score on
 * @param chosenBy any spelling of that score's name
 */
public record OracleScores(List<Metric> metrics, ImageSelection selection, String chosenBy) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A heading, then a line per score of the metric that is chosen by. */
    public String table(String name, Path file) {
        MetricResult result = result(file);
        StringBuilder table = new StringBuilder();
        table.append(name).append(": best of each image's candidates, an upper bound\n");
        result.corpus()
                .forEach(
                        (score, value) ->
                                table.append(
                                        String.format(
                                                Locale.ROOT,
                                                "%-30s %8s\n",
                                                score,
                                                shown(score, value))));
        return table.append(result.signature()).append('\n').toString();
    }

    /** The same of several systems as one JSON object, scores unrounded. */
    public String json(Map<String, Path> systems) {
        ObjectNode root = JSON.createObjectNode();
        root.put("oracle", MetricRegistry.scoreId(chosenBy));
        ObjectNode bySystem = root.putObject("systems");
        systems.forEach(
                (name, file) -> {
                    MetricResult result = result(file);
                    ObjectNode node = bySystem.putObject(name);
                    ObjectNode scores = node.putObject("scores");
                    result.corpus()
                            .forEach(
                                    (score, value) -> {
                                        if (value.isNaN()) {
                                            scores.putNull(score);
                                        } else {
                                            scores.put(score, value);
                                        }
                                    });
                    node.put("signature", result.signature().toString());
                });
        return root.toPrettyString() + "\n";
    }

    private MetricResult result(Path file) {
        String id = MetricRegistry.scoreId(chosenBy);
        Metric metric = metric(id);
        ReferenceSet tokens = ReferenceSet.tokenize(selection.references().captions());
        return tokens.describe(
                new Oracle(metric, scoreName(metric, id)).score(candidates(file, tokens)));
    }

    // The score of a part that no reference has is not defined, and shown as in other tables.
    private static String shown(String score, double value) {
        return Double.isNaN(value)
                ? ""
                : String.format(Locale.ROOT, "%.2f", MetricRegistry.displayScale(score) * value);
    }

    private List<Oracle.Candidates> candidates(Path file, ReferenceSet tokens) {
        CaptionSet read = CaptionFile.readAll(file);
        Map<String, List<String>> captions =
                IdMatch.of(
                                read.captions().keySet(),
                                tokens.imageIds(),
                                selection.references().files())
                        .apply(read.captions());
        Map<String, String> first = new LinkedHashMap<>();
        captions.forEach((id, texts) -> first.put(id, texts.get(0)));

        CaptionTokenizer tokenizer = new CaptionTokenizer();
        List<Oracle.Candidates> images = new ArrayList<>();
        // The same check of ids as for single captions, with the same messages.
        tokens.items(selection.captions(first))
                .forEach(
                        item ->
                                images.add(
                                        new Oracle.Candidates(
                                                item.imageId(),
                                                Objects.requireNonNull(
                                                                captions.get(item.imageId()),
                                                                item.imageId())
                                                        .stream()
                                                        .map(tokenizer::tokenize)
                                                        .toList(),
                                                item.references())));
        return images;
    }

    private Metric metric(String id) {
        return metrics.stream()
                .filter(metric -> scoreNames(metric).stream().anyMatch(is(id)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "no score '"
                                                + chosenBy
                                                + "' among "
                                                + String.join(
                                                        ", ",
                                                        metrics.stream()
                                                                .flatMap(
                                                                        m -> scoreNames(m).stream())
                                                                .toList())
                                                + "; add its metric to --metrics"));
    }

    private static String scoreName(Metric metric, String id) {
        return scoreNames(metric).stream().filter(is(id)).findFirst().orElseThrow();
    }

    private static Predicate<String> is(String id) {
        return name -> MetricEntry.scoreId(name).equals(id);
    }

    private static List<String> scoreNames(Metric metric) {
        return metric.score(List.of()).statistics().scoreNames();
    }
}
