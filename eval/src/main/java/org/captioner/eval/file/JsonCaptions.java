package org.captioner.eval.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.captioner.dataset.InputException;

/** COCO's two layouts and JSON Lines, read as a stream. */
final class JsonCaptions {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonCaptions() {}

    static void read(Path file, CaptionFile.Sink sink) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = FACTORY.createParser(in)) {
            JsonToken token;
            while ((token = parser.nextToken()) != null) {
                if (token == JsonToken.START_OBJECT) {
                    readObject(parser, file, sink);
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
        }
    }

    private static void readObject(JsonParser parser, Path file, CaptionFile.Sink sink)
            throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        String id = null;
        String caption = null;
        boolean container = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "annotations" -> {
                    container = true;
                    if (value == JsonToken.START_ARRAY) {
                        while (parser.nextToken() == JsonToken.START_OBJECT) {
                            readObject(parser, file, sink);
                        }
                    }
                }
                case "image_id" -> id = parser.getValueAsString();
                case "image", "file_name" -> id = id == null ? parser.getValueAsString() : id;
                case "caption" -> caption = parser.getValueAsString();
                default -> parser.skipChildren();
            }
        }
        if (container) {
            return;
        }
        if (id == null || caption == null) {
            throw new InputException(
                    file
                            + " line "
                            + line
                            + ": expected an object with image_id and caption; for a dataset file"
                            + " name its --format");
        }
        sink.accept(id, caption);
    }
}
