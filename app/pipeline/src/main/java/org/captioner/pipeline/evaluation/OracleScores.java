package org.captioner.pipeline.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.MetricResult;
import org.captioner.eval.ReferenceSet;
import org.captioner.eval.file.CaptionFile;
import org.captioner.eval.registry.MetricRegistry;
import org.captioner.eval.statistics.Oracle;

/**
 * What choosing the best of each image's n candidates would score, as a table.
 *
 * @param metrics one of which has the score to choose by
 * @param references raw captions by image id
 * @param chosenBy the name of that score, as in {@code CIDEr}
 */
public record OracleScores(
        List<Metric> metrics, Map<String, List<String>> references, String chosenBy) {
    /** A heading, then a line per score of the metric that is chosen by. */
    public String table(String name, Path file) {
        ReferenceSet tokens = ReferenceSet.of(references);
        List<Oracle.Candidates> images = candidates(CaptionFile.readAll(file), tokens);
        String id = MetricRegistry.scoreId(chosenBy);
        Metric metric = metric(id);
        String scoreName =
                metric.score(List.of()).statistics().scoreNames().stream()
                        .filter(each -> MetricEntry.scoreId(each).equals(id))
                        .findFirst()
                        .orElseThrow();
        MetricResult result = new Oracle(metric, scoreName).score(images);
        StringBuilder table = new StringBuilder();
        table.append(name).append(": best of each image's candidates, an upper bound\n");
        result.corpus()
                .forEach(
                        (score, value) ->
                                table.append(
                                        String.format(
                                                Locale.ROOT, "%-30s %8s\n", score, shown(value))));
        return table.append(tokens.describe(result).signature()).append('\n').toString();
    }

    // The score of a part that no reference has is not defined, and shown as in other tables.
    private static String shown(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", 100 * value);
    }

    private static List<Oracle.Candidates> candidates(
            Map<String, List<String>> captions, ReferenceSet references) {
        Map<String, String> first = new LinkedHashMap<>();
        captions.forEach((id, texts) -> first.put(id, texts.get(0)));
        CaptionTokenizer tokenizer = new CaptionTokenizer();
        List<Oracle.Candidates> images = new ArrayList<>();
        // The same check of ids as for single captions, with the same messages.
        references
                .items(first)
                .forEach(
                        item ->
                                images.add(
                                        new Oracle.Candidates(
                                                item.imageId(),
                                                captions.get(item.imageId()).stream()
                                                        .map(tokenizer::tokenize)
                                                        .toList(),
                                                item.references())));
        return images;
    }

    private Metric metric(String id) {
        List<String> known = new ArrayList<>();
        for (Metric metric : metrics) {
            for (String name : metric.score(List.of()).statistics().scoreNames()) {
                known.add(name);
                if (MetricEntry.scoreId(name).equals(id)) {
                    return metric;
                }
            }
        }
        throw new InputException(
                "no score '"
                        + chosenBy
                        + "' among "
                        + String.join(", ", known)
                        + "; add its metric to --metrics");
    }
}
