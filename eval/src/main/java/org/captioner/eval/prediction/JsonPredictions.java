package org.captioner.eval.prediction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Predictions as JSON: an array, or an object a line. */
final class JsonPredictions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonPredictions() {}

    static void readArray(String text, PredictionDraft draft) {
        int number = 0;
        for (JsonNode entry : parse(text, "line", 0, draft)) {
            number++;
            add(entry, "entry " + number, draft);
        }
    }

    static void readLines(String text, PredictionDraft draft) {
        int number = 0;
        // Not String.lines: JSON strings may hold other line ends than LF.
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                add(parse(line, "line", number - 1, draft), "line " + number, draft);
            }
        }
    }

    private static JsonNode parse(
            String text, String unit, int linesBefore, PredictionDraft draft) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            int line = linesBefore + (e.getLocation() == null ? 1 : e.getLocation().getLineNr());
            throw draft.error(unit + " " + line, "not JSON, " + e.getOriginalMessage());
        }
    }

    private static void add(JsonNode entry, String place, PredictionDraft draft) {
        JsonNode id = entry.has("image_id") ? entry.get("image_id") : entry.path("image");
        if (!id.isTextual() && !id.isIntegralNumber()) {
            throw draft.error(place, "\"image_id\" must be a text or a whole number");
        }
        JsonNode caption = entry.path("caption");
        if (caption.isTextual()) {
            draft.add(place, id.asText(), caption.asText());
        } else if (entry.path("error").isTextual()) {
            draft.addFailed(place, id.asText());
        } else {
            throw draft.error(place, "image " + id.asText() + " has no text as \"caption\"");
        }
    }
}
