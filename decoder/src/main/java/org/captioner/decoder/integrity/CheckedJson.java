package org.captioner.decoder.integrity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;

/**
 * JSON files that state the checksum of their own content, in a member {@code checksum} at their
 * end. Spaces and line breaks may change; names, values and their order may not.
 *
 * <p>Reading is strict: a regular file of bounded size, one JSON object, no name twice, nothing
 * behind it.
 */
public final class CheckedJson {
    /** Strict about values too: no unknown or missing members, no nulls, no silent conversions. */
    public static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build();

    private static final String CHECKSUM = "checksum";

    private CheckedJson() {}

    /** Writes an object with its checksum; replaces the file whole. */
    public static void write(Path file, ObjectNode content) {
        ObjectNode checked = content.deepCopy();
        checked.remove(CHECKSUM);
        try {
            // As a reader will see it: numbers of some types print otherwise once parsed.
            checked.put(CHECKSUM, checksum(MAPPER.readTree(checked.toString())));
            AtomicFile.writeText(file, MAPPER.writeValueAsString(checked) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is plain data", e);
        }
    }

    /**
     * Reads an object; its checksum stays in it.
     *
     * @param largest size in bytes that such a file can have
     * @param what the file is, such as {@code a model description}
     * @throws InputException naming the file, the place and the remedy
     */
    public static ObjectNode read(Path file, long largest, String what) {
        FileChecksums.requireRegular(file);
        try {
            long size = Files.size(file);
            if (size > largest) {
                throw new InputException(
                        file
                                + ": "
                                + size
                                + " bytes is too large for "
                                + what
                                + ", which has at most "
                                + largest
                                + "; take the folder from its source again");
            }
            JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
            if (root instanceof ObjectNode object) {
                return object;
            }
            throw new InputException(
                    file + ": not " + what + ", it is no JSON object; name another folder");
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file
                            + ": not "
                            + what
                            + ", line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
                            + " is no JSON or repeats a name; take the folder from its source"
                            + " again",
                    e);
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be read, " + e + "; check the disk and its permissions", e);
        }
    }

    /**
     * Takes the checksum out of an object that was read and compares it.
     *
     * @throws InputException if the object states a checksum that is not its own
     */
    public static void verify(Path file, ObjectNode root) {
        JsonNode stated = root.remove(CHECKSUM);
        if (stated != null && !checksum(root).equals(stated.asText())) {
            throw new InputException(
                    file
                            + ": is damaged or was edited, its checksum does not match; take the"
                            + " folder from its source again, or remove the member \""
                            + CHECKSUM
                            + "\" if the edit was meant");
        }
    }

    private static String checksum(JsonNode root) {
        byte[] bytes = root.toString().getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(FileChecksums.newDigest().digest(bytes));
    }
}
