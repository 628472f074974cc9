package org.captioner.pipeline.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.captioner.pipeline.AttentionMap;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.WordDetails;
import org.captioner.pipeline.photo.FileVersion;

/**
 * One JSON object a line: {@code image} with {@code caption}, {@code log_probability} (in nats)
 * and, where it is known, {@code confidence} (from 0 to 1), or with {@code error}, beside which
 * {@code confidence} says that a caption was left out because of it; then {@code bytes} and {@code
 * modified} of the photo. Where they were asked for, {@code alternatives} holds further captions,
 * and {@code words} each word with its {@code log_probability} and its {@code attention}, rows of
 * the grid from the top.
 */
final class JsonLinesFormat extends RowFormat implements RowFormat.Rows {
    static final String IMAGE = "image";
    static final String CAPTION = "caption";
    static final String LOG_PROBABILITY = "log_probability";
    static final String CONFIDENCE = "confidence";
    static final String ERROR = "error";
    static final String BYTES = "bytes";
    static final String MODIFIED = "modified";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "jsonl";
    }

    @Override
    public String description() {
        return "a JSON object a line";
    }

    @Override
    public List<String> endings() {
        return List.of(".jsonl", ".ndjson");
    }

    @Override
    public boolean holdsDetails() {
        return true;
    }

    @Override
    Rows rows(List<StoredCaption> kept) {
        return this;
    }

    @Override
    List<StoredCaption> parse(Path file, String text) {
        return new CaptionReader(file).objects(text);
    }

    @Override
    public String header() {
        return "";
    }

    @Override
    public String row(StoredCaption kept) {
        ObjectNode object = JSON.createObjectNode();
        object.put(IMAGE, kept.name());
        if (kept.isWithheld()) {
            object.put(ERROR, kept.error());
        } else {
            object.put(CAPTION, kept.text());
        }
        kept.logProbability().ifPresent(value -> object.put(LOG_PROBABILITY, value));
        kept.confidence().ifPresent(value -> object.put(CONFIDENCE, value));
        kept.version().ifPresent(version -> put(object, version));
        kept.others().forEach((name, json) -> object.set(name, tree(json)));
        return line(object);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("written by the reader", e);
        }
    }

    @Override
    public String row(CaptionedPhoto photo) {
        ObjectNode object = JSON.createObjectNode();
        object.put(IMAGE, photo.photo().name());
        photo.caption().ifPresent(caption -> put(object, caption));
        if (photo.caption().isEmpty()) {
            object.put(ERROR, photo.error());
            photo.withheld().ifPresent(value -> object.put(CONFIDENCE, value));
        }
        photo.photo().version().ifPresent(version -> put(object, version));
        photo.caption().ifPresent(caption -> putAlternatives(object, caption));
        return line(object);
    }

    private static void put(ObjectNode object, Caption caption) {
        object.put(CAPTION, caption.text());
        object.put(LOG_PROBABILITY, caption.logProbability());
        caption.confidence().ifPresent(value -> object.put(CONFIDENCE, value));
        caption.details().ifPresent(details -> put(object, caption.words(), details));
    }

    private static void put(ObjectNode object, FileVersion version) {
        object.put(BYTES, version.bytes());
        object.put(MODIFIED, version.modified().toString());
    }

    private static void putAlternatives(ObjectNode object, Caption caption) {
        if (!caption.alternatives().isEmpty()) {
            ArrayNode alternatives = object.putArray("alternatives");
            caption.alternatives().forEach(each -> put(alternatives.addObject(), each));
        }
    }

    private static void put(ObjectNode object, List<String> words, WordDetails details) {
        ArrayNode array = object.putArray("words");
        for (int i = 0; i < words.size(); i++) {
            ObjectNode word = array.addObject();
            word.put("word", words.get(i));
            word.put(LOG_PROBABILITY, details.logProbabilities().get(i));
            if (!details.attention().isEmpty()) {
                put(word.putArray("attention"), details.attention().get(i));
            }
        }
    }

    private static void put(ArrayNode rows, AttentionMap map) {
        for (int row = 0; row < map.rows(); row++) {
            ArrayNode cells = rows.addArray();
            int first = row * map.columns();
            map.weights().subList(first, first + map.columns()).forEach(cells::add);
        }
    }

    private static String line(ObjectNode object) {
        try {
            return JSON.writeValueAsString(object) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
