package org.captioner.pipeline.evaluation;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.captioner.eval.Metric;
import org.captioner.eval.human.HumanStudy;
import org.captioner.eval.human.Judgement;
import org.captioner.eval.human.JudgementFile;

/**
 * How metrics agree with the judgements of a file, as a table.
 *
 * @param metrics to correlate
 * @param captions raw captions by image id, in the order that caption ids count
 */
public record HumanCorrelation(List<Metric> metrics, Map<String, List<String>> captions) {
    /** A heading, then a line per score: name, tau-b and tau-c times 100. */
    public String table(JudgementFile kind, Path file) {
        List<Judgement> judgements = kind.read(file);
        HumanStudy study =
                switch (kind) {
                    case EXPERT -> HumanStudy.expert(judgements, captions);
                    case CROWDFLOWER -> HumanStudy.crowdFlower(judgements, captions);
                };
        StringBuilder table = new StringBuilder();
        table.append(kind.name().toLowerCase(Locale.ROOT))
                .append(": ")
                .append(study.points())
                .append(" points; the literature reports ")
                .append(kind == JudgementFile.EXPERT ? "tau-c" : "tau-b")
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
}
