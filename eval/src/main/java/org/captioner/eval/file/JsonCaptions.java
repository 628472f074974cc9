package org.captioner.eval.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import org.captioner.dataset.InputException;

/** COCO's two layouts and JSON Lines, read token by token. */
final class JsonCaptions {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final Path file;
    private final CaptionSink sink;

    private JsonCaptions(JsonParser parser, Path file, CaptionSink sink) {
        this.parser = parser;
        this.file = file;
        this.sink = sink;
    }

    /** Whether a text that no ending tells of is meant to be JSON. */
    static boolean isJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("[") || start.startsWith("{");
    }

    static void read(String text, Path file, CaptionSink sink) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonCaptions captions = new JsonCaptions(parser, file, sink);
            JsonToken token;
            while ((token = parser.nextToken()) != null) {
                if (token == JsonToken.START_OBJECT) {
                    captions.readObject();
                }
                // The outermost array is walked through: its elements are objects.
            }
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file
                            + " line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
                            + ": not valid JSON, "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can be read", e);
        }
    }

    private void readObject() throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        String id = null;
        String caption = null;
        String error = null;
        boolean container = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("annotations") && value == JsonToken.START_ARRAY) {
                container = true;
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    readObject();
                }
                continue;
            }
            String scalar = parser.getValueAsString();
            switch (field) {
                case "image_id" -> id = scalar;
                case "image", "file_name" -> id = id == null ? scalar : id;
                case "caption" -> caption = scalar;
                case "error" -> error = scalar;
                default -> {}
            }
            parser.skipChildren();
        }
        if (!container) {
            accept(line, id, caption, error);
        }
    }

    private void accept(int line, String id, String caption, String error) {
        if (id != null && caption != null) {
            sink.caption(line, id, caption);
        } else if (id != null && error != null) {
            sink.failed(line, id);
        } else {
            throw new InputException(
                    file
                            + " line "
                            + line
                            + ": expected an object with image_id and caption; for a dataset file"
                            + " name its --format");
        }
    }
}
