package org.captioner.dataset.captions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.captioner.dataset.Excerpt;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Place;

/**
 * Walks a JSON file of any length in constant memory, object by object. Depth and the length of
 * names, numbers and strings are bounded.
 */
public final class JsonCursor implements AutoCloseable {
    /** What to do with one field of an object; it must consume the value, or skip it. */
    @FunctionalInterface
    public interface FieldHandler {
        void field(String name) throws IOException;
    }

    /** What to do with one element of an array; it must consume the value. */
    @FunctionalInterface
    public interface ElementHandler {
        void element() throws IOException;
    }

    /** Something that reads through the cursor. */
    @FunctionalInterface
    public interface Body {
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
     * Opens a file and lets {@code body} read each of its values, of which JSON has one and JSON
     * Lines any number.
     *
     * @throws InputException naming the place if the text is no JSON or not UTF-8
     */
    public static void read(Path file, Body body) {
        try (InputStream in = Files.newInputStream(file);
                JsonCursor json = new JsonCursor(file, FACTORY.createParser(in))) {
            json.readValues(body);
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e, e);
        }
    }

    /** As {@link #read(Path, Body)} for a text from {@code file}. */
    public static void read(Path file, String text, Body body) {
        try (JsonCursor json = new JsonCursor(file, FACTORY.createParser(text))) {
            json.readValues(body);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can be read", e);
        }
    }

    private void readValues(Body body) throws IOException {
        try {
            while (parser.nextToken() != null) {
                body.read(this);
            }
        } catch (JsonProcessingException e) {
            throw new InputException(
                    malformed(e.getLocation()) + ": malformed JSON, " + e.getOriginalMessage(), e);
        }
    }

    /** The line, and the column too in a first line, which may be all that there is. */
    private String malformed(JsonLocation location) {
        if (location == null || location.getLineNr() < 1) {
            return file.toString();
        }
        String line = Place.line(file, location.getLineNr()).toString();
        return location.getLineNr() == 1 ? line + " column " + location.getColumnNr() : line;
    }

    /**
     * The value here: its element, as in {@code annotations[17]}, or its line where it is a value
     * of its own, as in JSON Lines.
     */
    public Place place() {
        String element = element();
        return element.isEmpty()
                ? Place.line(file, Math.max(1, parser.currentTokenLocation().getLineNr()))
                : Place.element(file, element);
    }

    private String element() {
        JsonStreamContext at = parser.getParsingContext();
        if (isObject() || isArray()) {
            // At the start of an object or array the context is that of its content already.
            at = at.getParent();
        }
        StringBuilder path = new StringBuilder();
        while (at != null && !at.inRoot()) {
            String dot = at.getParent().inRoot() ? "" : ".";
            path.insert(
                    0,
                    at.inArray()
                            ? "[" + at.getCurrentIndex() + "]"
                            : dot + Excerpt.of(String.valueOf(at.getCurrentName())));
            at = at.getParent();
        }
        return path.toString();
    }

    public boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    public boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Whether a string or a number is here. */
    public boolean isText() {
        JsonToken token = parser.currentToken();
        return token == JsonToken.VALUE_STRING
                || token == JsonToken.VALUE_NUMBER_INT
                || token == JsonToken.VALUE_NUMBER_FLOAT;
    }

    public boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Visits the fields of the object here; {@code what} names it in errors. */
    public void object(String what, FieldHandler handler) throws IOException {
        if (!isObject()) {
            throw unexpected(what + " as an object");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            handler.field(name);
        }
    }

    /** Visits the elements of the array here; {@code what} names it in errors. */
    public void array(String what, ElementHandler handler) throws IOException {
        if (!isArray()) {
            throw unexpected(what + " as an array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            handler.element();
        }
    }

    /**
     * The string or number here as text; {@code what} names it in errors. A whole number written
     * with a fraction of zero, as pandas writes ids, loses the fraction.
     */
    public String text(String what) throws IOException {
        if (!isText()) {
            throw unexpected(what + " as text");
        }
        String text = parser.getText();
        return parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
                ? text.replaceFirst("\\.0+$", "")
                : text;
    }

    public void skip() throws IOException {
        parser.skipChildren();
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
