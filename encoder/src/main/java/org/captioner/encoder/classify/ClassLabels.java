package org.captioner.encoder.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;

/**
 * Reads class names in any form they are published in: a line each; a JSON list; or a JSON object
 * by index, whose values are names or lists that end with one, as in Keras's {@code
 * imagenet_class_index.json}.
 */
public final class ClassLabels {
    private static final long LARGEST_FILE = 16L << 20;

    private ClassLabels() {}

    /**
     * Reads the names by class index.
     *
     * @throws InputException if the file is absent, damaged, or leaves an index without a name
     */
    public static List<String> read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new InputException(
                        file + ": larger than " + LARGEST_FILE + " bytes; not a list of labels");
            }
            String text = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (text.startsWith("[") || text.startsWith("{")) {
                return fromJson(file, new ObjectMapper().readTree(text));
            }
            return text.lines().map(String::strip).toList();
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file + ": not JSON, " + e.getOriginalMessage() + "; mend it", e);
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be read, " + e + "; check path and encoding (UTF-8)", e);
        }
    }

    private static List<String> fromJson(Path file, JsonNode root) {
        List<String> labels = new ArrayList<>();
        for (int index = 0; index < root.size(); index++) {
            JsonNode node = root.isArray() ? root.get(index) : root.path(Integer.toString(index));
            JsonNode name = node.isArray() && !node.isEmpty() ? node.get(node.size() - 1) : node;
            if (!name.isTextual()) {
                throw new InputException(file + ": class " + index + " has no name; add it");
            }
            labels.add(name.asText());
        }
        return labels;
    }
}
