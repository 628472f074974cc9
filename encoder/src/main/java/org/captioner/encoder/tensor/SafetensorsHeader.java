package org.captioner.encoder.tensor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.InputException;

/**
 * The JSON header of a safetensors file: every claim it makes is checked against the file's size
 * before a byte of data is read.
 *
 * <p>As the format's specification asks, the tensors must cover the data without holes, overlaps or
 * remainder, and no name may occur twice.
 *
 * @param entries by name, in the order of the data
 */
record SafetensorsHeader(Map<String, TensorEntry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * @param file named in messages
     * @param json the header's bytes
     * @param dataBytes what follows the header
     */
    static SafetensorsHeader parse(Path file, byte[] json, long dataBytes) {
        JsonNode root = readTree(file, json);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<TensorEntry> entries = new ArrayList<>();
        root.properties()
                .forEach(
                        field -> {
                            if (field.getKey().equals(METADATA)) {
                                readMetadata(file, field.getValue(), metadata);
                            } else {
                                entries.add(readEntry(file, field.getKey(), field.getValue()));
                            }
                        });
        entries.sort(Comparator.comparingLong(TensorEntry::begin).thenComparing(TensorEntry::end));
        requireCovering(file, entries, dataBytes);
        return new SafetensorsHeader(
                Collections.unmodifiableMap(byName(entries)),
                Collections.unmodifiableMap(metadata));
    }

    /** Tensors by name; the scales of an eight bit tensor are part of it. */
    private static Map<String, TensorEntry> byName(List<TensorEntry> entries) {
        Map<String, TensorEntry> byName = new LinkedHashMap<>();
        entries.forEach(entry -> byName.put(entry.name(), entry));
        for (TensorEntry entry : entries) {
            String scales = entry.name() + TensorEntry.SCALES;
            TensorEntry scaled = entry.withScales(Optional.ofNullable(byName.get(scales)));
            if (scaled.scales().isPresent()) {
                byName.put(entry.name(), scaled);
                byName.remove(scales);
            }
        }
        return byName;
    }

    private static JsonNode readTree(Path file, byte[] json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (root == null || !root.isObject()) {
                throw malformed(file, "its header is not a JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw malformed(
                    file,
                    "its header is not JSON, or repeats a name, at character "
                            + (e.getLocation() == null ? 0 : e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw malformed(file, "its header is not UTF-8 JSON");
        }
    }

    private static void readMetadata(Path file, JsonNode node, Map<String, String> metadata) {
        if (!node.isObject()) {
            throw malformed(file, METADATA + " is not an object");
        }
        node.properties()
                .forEach(
                        field -> {
                            if (!field.getValue().isTextual()) {
                                throw malformed(
                                        file,
                                        METADATA + " '" + field.getKey() + "' is not a string");
                            }
                            metadata.put(field.getKey(), field.getValue().textValue());
                        });
    }

    private static TensorEntry readEntry(Path file, String name, JsonNode node) {
        TensorType type = readType(file, name, node.path("dtype"));
        TensorShape shape = readShape(file, name, node.path("shape"));
        JsonNode offsets = node.path("data_offsets");
        if (!offsets.isArray() || offsets.size() != 2) {
            throw malformed(file, "tensor '" + name + "' has no pair of data_offsets");
        }
        long begin = readLength(file, name, offsets.get(0));
        long end = readLength(file, name, offsets.get(1));
        long elements = shape.elements();
        if (elements > Long.MAX_VALUE / type.bytes() || elements * type.bytes() != end - begin) {
            throw malformed(
                    file,
                    String.format(
                            Locale.ROOT,
                            "tensor '%s' of shape %s and type %s does not fit its bytes %d to %d",
                            name,
                            shape,
                            type,
                            begin,
                            end));
        }
        return new TensorEntry(name, type, shape, begin, end, Optional.empty());
    }

    private static TensorType readType(Path file, String name, JsonNode node) {
        for (TensorType type : TensorType.values()) {
            if (type.name().equals(node.asText())) {
                return type;
            }
        }
        throw malformed(file, "tensor '" + name + "' has the unknown dtype " + node);
    }

    private static TensorShape readShape(Path file, String name, JsonNode node) {
        if (!node.isArray()) {
            throw malformed(file, "tensor '" + name + "' has no shape");
        }
        long[] sizes = new long[node.size()];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = readLength(file, name, node.get(axis));
        }
        try {
            return TensorShape.of(sizes);
        } catch (IllegalArgumentException e) {
            throw malformed(file, "tensor '" + name + "' has " + e.getMessage());
        }
    }

    private static long readLength(Path file, String name, JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 0) {
            throw malformed(
                    file, "tensor '" + name + "' has " + node + " where a size or offset is due");
        }
        return node.longValue();
    }

    private static void requireCovering(Path file, List<TensorEntry> entries, long dataBytes) {
        long position = 0;
        for (TensorEntry entry : entries) {
            if (entry.begin() != position) {
                throw malformed(
                        file,
                        String.format(
                                Locale.ROOT,
                                "tensor '%s' begins at byte %d where %d is due (a hole or an"
                                        + " overlap)",
                                entry.name(),
                                entry.begin(),
                                position));
            }
            position = entry.end();
        }
        if (position != dataBytes) {
            throw malformed(
                    file,
                    String.format(
                            Locale.ROOT,
                            "its header describes %d bytes of data, the file holds %d",
                            position,
                            dataBytes));
        }
    }

    static InputException malformed(Path file, String problem) {
        return new InputException(
                file + ": not a sound safetensors file, " + problem + "; fetch or export it again");
    }
}
