package org.captioner.dataset.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.captioner.dataset.InputException;

/**
 * Walks a JSON file of any length in constant memory, object by object. Depth and the length of
 * names, numbers and strings are bounded.
 */
final class JsonCursor implements AutoCloseable {
    /** What to do with one field of an object; it must consume the value, or skip it. */
    @FunctionalInterface
    interface FieldHandler {
        void field(String name) throws IOException;
    }

    /** What to do with one element of an array; it must consume the value. */
    @FunctionalInterface
    interface ElementHandler {
        void element() throws IOException;
    }

    /** Something that reads through the cursor. */
    @FunctionalInterface
    interface Body {
        void read(JsonCursor json) throws IOException;
    }

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(64)
                                    .maxStringLength(1 << 20)
                                    .maxNameLength(1 << 10)
                                    .maxNumberLength(64)
                                    .build())
                    .build();

    private final Path file;
    private final JsonParser parser;

    private JsonCursor(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Opens a file, moves to its first value and lets {@code body} read it.
     *
     * @throws InputException naming the line if the text is no JSON or not UTF-8
     */
    static void read(Path file, Body body) {
        try (InputStream in = Files.newInputStream(file);
                JsonCursor json = new JsonCursor(file, FACTORY.createParser(in))) {
            json.parser.nextToken();
            body.read(json);
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            throw new InputException(
                    new Place(file, line) + ": malformed JSON, " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e, e);
        }
    }

    Place place() {
        return new Place(file, Math.max(0, parser.currentTokenLocation().getLineNr()));
    }

    /** Visits the fields of the object here; {@code what} names it in errors. */
    void object(String what, FieldHandler handler) throws IOException {
        expect(JsonToken.START_OBJECT, what + " as an object");
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            handler.field(name);
        }
    }

    /** Visits the elements of the array here; {@code what} names it in errors. */
    void array(String what, ElementHandler handler) throws IOException {
        expect(JsonToken.START_ARRAY, what + " as an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            handler.element();
        }
    }

    /** The string or number here as text; {@code what} names it in errors. */
    String text(String what) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING
                && parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw unexpected(what + " as text");
        }
        return parser.getText();
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    private void expect(JsonToken token, String what) throws IOException {
        if (parser.currentToken() != token) {
            throw unexpected(what);
        }
    }

    private InputException unexpected(String what) throws IOException {
        String found = parser.currentToken() == null ? "the end of the file" : parser.getText();
        return place().error("expected " + what + ", found '" + Excerpt.of(found) + "'");
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
