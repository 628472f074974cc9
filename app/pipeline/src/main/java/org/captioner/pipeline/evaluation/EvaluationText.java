package org.captioner.pipeline.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.captioner.eval.MetricResult;
import org.captioner.eval.report.CaptionQuality;
import org.captioner.eval.report.ReportFormat;

/** An evaluation in words: a table for people, JSON for programs. */
public final class EvaluationText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EvaluationText() {}

    /** What was scored, then the table and signatures that {@code captioner score} prints too. */
    public static String table(Evaluation evaluation) {
        StringBuilder text = new StringBuilder();
        line(text, "dataset", evaluation.dataset().name() + ", " + evaluation.dataset().format());
        line(text, "split", evaluation.split().label());
        line(text, "images", Integer.toString(evaluation.images()));
        line(text, "references", evaluation.references());
        line(text, "tokenizer", evaluation.tokenizer());
        line(text, "captions", evaluation.captions());
        evaluation.conditions().forEach((name, value) -> line(text, name, value));
        text.append('\n');
        text.append(ReportFormat.TEXT.render(evaluation.report()));
        evaluation
                .confidence()
                .ifPresent(
                        found ->
                                text.append('\n')
                                        .append(ConfidenceText.summary(found))
                                        .append('\n'));
        return text.toString();
    }

    /** The same as one JSON object; scores as the metrics define them, unrounded. */
    public static String json(Evaluation evaluation) {
        ObjectNode root = JSON.createObjectNode();
        root.put("dataset", evaluation.dataset().name());
        root.put("format", evaluation.dataset().format());
        root.put("data_checksum", evaluation.dataset().checksum());
        root.put("split", evaluation.split().label());
        root.put("images", evaluation.images());
        root.put("references", evaluation.references());
        root.put("tokenizer", evaluation.tokenizer());
        root.put("captions", evaluation.captions());
        ObjectNode conditions = root.putObject("conditions");
        evaluation.conditions().forEach(conditions::put);
        ArrayNode remarks = root.putArray("remarks");
        evaluation.report().remarks().forEach(remarks::add);
        ObjectNode scores = root.putObject("scores");
        evaluation.scores().forEach((name, score) -> putDefined(scores, name, score));
        evaluation
                .confidence()
                .ifPresent(found -> ConfidenceText.write(found, root.putObject("confidence")));
        CaptionQuality.write(evaluation.report().systems().get(0), root);
        ObjectNode signatures = root.putObject("signatures");
        for (MetricResult result : evaluation.results()) {
            signatures.put(result.signature().metric(), result.signature().toString());
        }
        return root.toPrettyString() + "\n";
    }

    /** JSON knows no NaN, the score of a part that no reference has. */
    private static void putDefined(ObjectNode scores, String name, double score) {
        if (Double.isNaN(score)) {
            scores.putNull(name);
        } else {
            scores.put(name, score);
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-10s %s\n", name, value));
    }
}
