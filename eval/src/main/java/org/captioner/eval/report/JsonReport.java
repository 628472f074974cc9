package org.captioner.eval.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.captioner.eval.statistics.Comparison;

/** Everything but the image scores, unrounded and not times 100. */
final class JsonReport {
    private static final int FORMAT_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonReport() {}

    static String render(ScoreReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("formatVersion", FORMAT_VERSION);
        ArrayNode systems = root.putArray("systems");
        report.systems().forEach(system -> write(system, systems.addObject()));
        if (!report.humans().isEmpty()) {
            write(report.humans(), root.putObject("humans"));
        }
        report.resampling()
                .ifPresent(
                        options ->
                                root.putObject("resampling")
                                        .put("resamples", options.rounds())
                                        .put("seed", options.seed()));
        ArrayNode warnings = root.putArray("warnings");
        report.warnings().forEach(warnings::add);
        ArrayNode remarks = root.putArray("remarks");
        report.remarks().forEach(remarks::add);
        return root.toPrettyString() + "\n";
    }

    private static void write(SystemScores system, ObjectNode node) {
        node.put("name", system.name());
        write(system.corpus(), node.putObject("scores"));
        if (!system.intervals().isEmpty()) {
            ObjectNode intervals = node.putObject("confidence95");
            system.intervals()
                    .forEach(
                            (name, interval) ->
                                    intervals
                                            .putArray(name)
                                            .add(interval.low())
                                            .add(interval.high()));
        }
        write("pairedBootstrap", system.bootstrap(), node);
        write("approximateRandomization", system.randomization(), node);
        CaptionQuality.write(system, node);
        ArrayNode signatures = node.putArray("signatures");
        system.results().forEach(result -> signatures.add(result.signature().toString()));
    }

    /** JSON knows no NaN, the score of a part that no reference has. */
    private static void write(Map<String, Double> scores, ObjectNode node) {
        scores.forEach(
                (name, score) -> {
                    if (score.isNaN()) {
                        node.putNull(name);
                    } else {
                        node.put(name, score);
                    }
                });
    }

    private static void write(String key, List<Comparison> comparisons, ObjectNode node) {
        if (comparisons.isEmpty()) {
            return;
        }
        ObjectNode byScore = node.putObject(key);
        for (Comparison comparison : comparisons) {
            byScore.putObject(comparison.score())
                    .put("difference", comparison.difference())
                    .put("p", comparison.pValue());
        }
    }
}
