package org.captioner.pipeline.classification;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.captioner.encoder.classify.Prediction;

/**
 * Predictions as CSV, a row each, or as JSON Lines, an object for each photo. A photo that could
 * not be read has a row too, with the reason.
 */
public final class PredictionRows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Appendable out;
    private final Form form;

    /** How rows are written. */
    public enum Form {
        /** {@code image,rank,label,probability,error}. */
        CSV,
        /** {@code {"image", "predictions": [{"label", "probability"}]}} or {@code "error"}. */
        JSON_LINES
    }

    /** Writes the heading, where the form has one. */
    public PredictionRows(Appendable out, Form form) {
        this.out = out;
        this.form = form;
        if (form == Form.CSV) {
            row("image", "rank", "label", "probability", "error");
        }
    }

    /** Writes a photo's predictions, best first. */
    public void write(String image, List<Prediction> predictions) {
        if (form == Form.CSV) {
            int rank = 1;
            for (Prediction each : predictions) {
                String probability = String.format(Locale.ROOT, "%.6f", each.probability());
                row(image, rank, each.label(), probability, "");
                rank++;
            }
            return;
        }
        ObjectNode node = JSON.createObjectNode().put("image", image);
        ArrayNode list = node.putArray("predictions");
        for (Prediction each : predictions) {
            list.addObject().put("label", each.label()).put("probability", each.probability());
        }
        append(node + "\n");
    }

    /** Writes why a photo has none. */
    public void writeFailure(String image, String reason) {
        if (form == Form.CSV) {
            row(image, "", "", "", reason);
        } else {
            append(JSON.createObjectNode().put("image", image).put("error", reason) + "\n");
        }
    }

    private void row(Object... cells) {
        append(CSVFormat.RFC4180.format(cells) + "\n");
    }

    private void append(String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
