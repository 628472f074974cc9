package org.captioner.pipeline.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import org.captioner.dataset.InputException;
import org.captioner.dataset.captions.CellText;

/** How a row becomes text; every row is complete by itself. */
public enum CaptionFormat {
    /** Columns {@code image,caption,error}, one of the last two empty; RFC 4180 quoting. */
    CSV {
        @Override
        String header() {
            return CellText.row("image", "caption", "error");
        }

        @Override
        String line(CaptionRow row) {
            if (row instanceof CaptionRow.Captioned done) {
                return CellText.row(done.image(), done.caption(), "");
            }
            return CellText.row(row.image(), "", ((CaptionRow.Failed) row).error());
        }
    },

    /**
     * One JSON object a line: {@code image} with {@code caption} and {@code log_probability} (in
     * nats), or with {@code error}.
     */
    JSONL {
        @Override
        String header() {
            return "";
        }

        @Override
        String line(CaptionRow row) {
            ObjectNode object = JSON.createObjectNode();
            object.put("image", row.image());
            if (row instanceof CaptionRow.Captioned done) {
                object.put("caption", done.caption());
                if (!Double.isNaN(done.logProbability())) {
                    object.put("log_probability", done.logProbability());
                }
            } else {
                object.put("error", ((CaptionRow.Failed) row).error());
            }
            try {
                return JSON.writeValueAsString(object) + "\n";
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a tree can always be written", e);
            }
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the file starts with. */
    abstract String header();

    /** A row with its line end. */
    abstract String line(CaptionRow row);

    /**
     * The format that a file's extension names: {@code .csv} or {@code .jsonl}.
     *
     * @throws InputException if it names neither
     */
    public static CaptionFormat of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSONL;
        }
        throw new InputException(
                "output "
                        + file
                        + " ends in neither .csv nor .jsonl; rename it or say --format csv or"
                        + " --format jsonl");
    }
}
