package org.captioner.pipeline.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.captioner.eval.Metric;
import org.captioner.eval.human.HumanStudy;
import org.captioner.eval.human.Judgement;
import org.captioner.eval.human.JudgementFile;

/**
 * How metrics agree with the judgements of a file.
 *
 * @param metrics to correlate
 * @param captions raw captions by image id, in the order that caption ids count
 */
public record HumanCorrelation(List<Metric> metrics, Map<String, List<String>> captions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A heading, then a line per score: name, tau-b and tau-c times 100. */
    public String table(JudgementFile kind, Path file) {
        HumanStudy study = study(kind, file);
        StringBuilder table = new StringBuilder();
        table.append(label(kind))
                .append(": ")
                .append(study.points())
                .append(" points; the literature reports ")
                .append(reported(kind))
                .append('\n');
        table.append(String.format(Locale.ROOT, "%-30s %8s %8s\n", "score", "tau-b", "tau-c"));
        for (Metric metric : metrics) {
            study.correlate(metric)
                    .forEach(
                            (name, tau) ->
                                    table.append(
                                            String.format(
                                                    Locale.ROOT,
                                                    "%-30s %8.3f %8.3f\n",
                                                    name,
                                                    100 * tau.b(),
                                                    100 * tau.c())));
        }
        return table.toString();
    }

    /** The same of several files as one JSON object, taus unrounded and not times 100. */
    public String json(Map<JudgementFile, Path> files) {
        ObjectNode root = JSON.createObjectNode();
        files.forEach(
                (kind, file) -> {
                    HumanStudy study = study(kind, file);
                    ObjectNode node = root.putObject(label(kind));
                    node.put("points", study.points());
                    node.put("reported", reported(kind));
                    ObjectNode scores = node.putObject("scores");
                    for (Metric metric : metrics) {
                        study.correlate(metric)
                                .forEach(
                                        (name, tau) -> {
                                            ObjectNode taus = scores.putObject(name);
                                            put(taus, "tau-b", tau.b());
                                            put(taus, "tau-c", tau.c());
                                        });
                    }
                });
        return root.toPrettyString() + "\n";
    }

    /** JSON knows no NaN, the tau of a score that is the same for all. */
    private static void put(ObjectNode taus, String name, double tau) {
        if (Double.isNaN(tau)) {
            taus.putNull(name);
        } else {
            taus.put(name, tau);
        }
    }

    private HumanStudy study(JudgementFile kind, Path file) {
        List<Judgement> judgements = kind.read(file);
        return switch (kind) {
            case EXPERT -> HumanStudy.expert(judgements, captions);
            case CROWDFLOWER -> HumanStudy.crowdFlower(judgements, captions);
        };
    }

    /** The coefficient that the literature reports. */
    private static String reported(JudgementFile kind) {
        return kind == JudgementFile.EXPERT ? "tau-c" : "tau-b";
    }

    private static String label(JudgementFile kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
