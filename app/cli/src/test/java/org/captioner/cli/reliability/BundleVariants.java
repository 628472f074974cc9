package org.captioner.cli.reliability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.cli.reliability.FileDamage.Damage;

/** Ways to spoil a bundle. */
final class BundleVariants {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "model.json";
    private static final String WEIGHTS = "weights.safetensors";
    private static final String VOCABULARY = "vocabulary.json";

    private BundleVariants() {}

    /** By whose hand a bundle is another. */
    enum Cause {
        /** Chance: checksums tell, so it is refused, or gives the same captions. */
        ACCIDENT,
        /** A person who adapted the checksums: refused, or a model like any other. */
        INTENT
    }

    /**
     * One variant.
     *
     * @param change to a folder that holds a sound bundle
     */
    record Variant(String name, Cause cause, Damage change) {}

    /** All variants. */
    static List<Variant> all() {
        List<Variant> all = new ArrayList<>();
        for (String file : List.of(MANIFEST, WEIGHTS, VOCABULARY, "README.md")) {
            Map<String, Damage> damages = FileDamage.toContent(file.hashCode());
            damages.putAll(FileDamage.toKind());
            damages.forEach(
                    (name, damage) ->
                            all.add(
                                    new Variant(
                                            file + "-" + name,
                                            Cause.ACCIDENT,
                                            folder -> damage.apply(folder.resolve(file)))));
        }
        for (String file : List.of(WEIGHTS, VOCABULARY)) {
            FileDamage.toContent(file.hashCode() + 100)
                    .forEach(
                            (name, damage) ->
                                    all.add(
                                            new Variant(
                                                    file + "-forged-" + name,
                                                    Cause.INTENT,
                                                    folder -> {
                                                        damage.apply(folder.resolve(file));
                                                        forge(folder, root -> {});
                                                    })));
        }
        swaps().forEach((name, change) -> all.add(new Variant(name, Cause.ACCIDENT, change)));
        forgeries().forEach((name, change) -> all.add(new Variant(name, Cause.INTENT, change)));
        return all;
    }

    private static Map<String, Damage> swaps() {
        Map<String, Damage> all = new LinkedHashMap<>();
        List<String> files = List.of(MANIFEST, WEIGHTS, VOCABULARY);
        for (String to : files) {
            for (String from : files) {
                if (!from.equals(to)) {
                    all.put(
                            from + "-as-" + to,
                            folder ->
                                    Files.write(
                                            folder.resolve(to),
                                            Files.readAllBytes(folder.resolve(from))));
                }
            }
        }
        return all;
    }

    /** What a hostile manifest or header may ask for. */
    private static Map<String, Damage> forgeries() {
        Map<String, Damage> all = new LinkedHashMap<>();
        for (String member :
                List.of(
                        "encoder",
                        "encoderFingerprint",
                        "transform",
                        "decoderShape",
                        "decoder",
                        "vocabularyChecksum",
                        "search",
                        "scores",
                        "provenance",
                        "files")) {
            all.put("null-" + member, forged(root -> root.putNull(member)));
            all.put("no-" + member, forged(root -> root.remove(member)));
            all.put("number-" + member, forged(root -> root.put(member, 7)));
        }
        for (String place :
                List.of(
                        "/encoder/imageSize",
                        "/transform/size",
                        "/decoderShape/rows",
                        "/decoderShape/columns",
                        "/decoderShape/channels",
                        "/decoderShape/vocabulary",
                        "/decoderShape/maximumLength",
                        "/decoder/width",
                        "/search/beams",
                        "/search/maximumLength")) {
            for (int value : new int[] {-1, 0, 100_000, Integer.MAX_VALUE}) {
                all.put(
                        value + " at " + place.replace('/', '.'),
                        forged(root -> at(root, place).put(last(place), value)));
            }
        }
        all.put("widened-decoder", BundleVariants::widen);
        all.put("widened-encoder", folder -> rename(folder, "[4,3,", "[3,4,"));
        all.put("swapped-axes", folder -> rename(folder, "[32,8]", "[8,32]"));
        all.put("another-type", folder -> rename(folder, "\"F32\"", "\"I32\""));
        all.put("unknown-type", folder -> rename(folder, "\"F32\"", "\"F99\""));
        all.put("renamed-tensor", folder -> rename(folder, "decoder.words", "decoder.wordz"));
        all.put("huge-header", folder -> header(folder, Long.MAX_VALUE, ""));
        all.put("negative-header", folder -> header(folder, -1, ""));
        all.put("deep-header", folder -> header(folder, 50_000, "[".repeat(50_000)));
        all.put("deep-manifest", folder -> write(folder, MANIFEST, "[".repeat(100_000)));
        all.put("deep-object", folder -> write(folder, MANIFEST, "{\"a\":".repeat(100_000)));
        all.put("huge-number", folder -> write(folder, MANIFEST, "{\"a\":" + "9".repeat(50_000)));
        all.put("huge-word", folder -> write(folder, MANIFEST, "\"" + "a".repeat(3_000_000)));
        all.put("doubled-member", folder -> replace(folder, "{", "{\"search\": {},"));
        all.put("nan-in-manifest", folder -> replace(folder, "0.7", "NaN"));
        all.put("endless-vocabulary", BundleVariants::growVocabulary);
        all.put("path-in-files", forged(root -> at(root, "/files/x").put("../../etc/passwd", "0")));
        all.put("format-99", forged(root -> root.put("formatVersion", 99)));
        all.put("format-text", forged(root -> root.put("formatVersion", "2")));
        return all;
    }

    /** A change to the manifest. */
    @FunctionalInterface
    private interface Edit {
        void apply(ObjectNode root);
    }

    private static Damage forged(Edit edit) {
        return folder -> forge(folder, edit);
    }

    /** Edits the manifest and adapts all checksums. */
    private static void forge(Path folder, Edit edit) throws IOException {
        ObjectNode root = (ObjectNode) JSON.readTree(folder.resolve(MANIFEST).toFile());
        root.remove("checksum");
        ObjectNode files = root.putObject("files");
        for (String name : List.of(VOCABULARY, WEIGHTS)) {
            if (Files.size(folder.resolve(name)) < Integer.MAX_VALUE) {
                files.put(name, sha256(Files.readAllBytes(folder.resolve(name))));
            }
        }
        edit.apply(root);
        Files.writeString(folder.resolve(MANIFEST), root.toPrettyString());
    }

    /** Two thin tensors in the file, whose widths a decoder would multiply. */
    private static void widen(Path folder) throws IOException {
        int width = 40_000;
        String header =
                "{\"decoder.words.weight\":{\"dtype\":\"F32\",\"shape\":[1,"
                        + width
                        + "],\"data_offsets\":[0,"
                        + 4 * width
                        + "]}}";
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer old =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve(WEIGHTS)))
                        .order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) old.getLong(0);
        JsonNode entries = JSON.readTree(old.array(), 8, length);
        ObjectNode both = (ObjectNode) JSON.readTree(json);
        for (Map.Entry<String, JsonNode> entry : entries.properties()) {
            if (entry.getKey().startsWith("encoder.")) {
                ObjectNode moved = entry.getValue().deepCopy();
                long begin = moved.get("data_offsets").get(0).asLong() + 4L * width;
                long end = moved.get("data_offsets").get(1).asLong() + 4L * width;
                moved.putArray("data_offsets").add(begin).add(end);
                both.set(entry.getKey(), moved);
            } else if (entry.getKey().startsWith("__")) {
                both.set(entry.getKey(), entry.getValue());
            }
        }
        long encoderBytes = 0;
        for (Map.Entry<String, JsonNode> entry : both.properties()) {
            encoderBytes = Math.max(encoderBytes, entry.getValue().at("/data_offsets/1").asLong());
        }
        byte[] text = both.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer made =
                ByteBuffer.allocate(8 + text.length + (int) encoderBytes)
                        .order(ByteOrder.LITTLE_ENDIAN);
        made.putLong(text.length).put(text).position(8 + text.length + 4 * width);
        made.put(old.array(), 8 + length, (int) encoderBytes - 4 * width);
        Files.write(folder.resolve(WEIGHTS), made.array());
        forge(folder, root -> at(root, "/decoder/width").put("width", width));
    }

    private static void growVocabulary(Path folder) throws IOException {
        StringBuilder words = new StringBuilder("{\"words\": [\"a\"");
        for (int i = 0; i < 500_000; i++) {
            words.append(",\"w").append(i).append('"');
        }
        write(folder, VOCABULARY, words.append("]}").toString());
        forge(folder, root -> {});
    }

    /** Replaces text in the header of the weights by text of the same length. */
    private static void rename(Path folder, String from, String to) throws IOException {
        Path file = folder.resolve(WEIGHTS);
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.write(file, bytes.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
        forge(folder, root -> {});
    }

    private static void header(Path folder, long length, String text) throws IOException {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer made = ByteBuffer.allocate(8 + json.length + 64).order(ByteOrder.LITTLE_ENDIAN);
        made.putLong(length).put(json);
        Files.write(folder.resolve(WEIGHTS), made.array());
        forge(folder, root -> {});
    }

    private static void write(Path folder, String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private static void replace(Path folder, String from, String to) throws IOException {
        forge(folder, root -> {});
        Path file = folder.resolve(MANIFEST);
        String text = Files.readString(file);
        int place = text.indexOf(from);
        write(
                folder,
                MANIFEST,
                text.substring(0, place) + to + text.substring(place + from.length()));
    }

    private static ObjectNode at(ObjectNode root, String place) {
        return (ObjectNode) root.at(place.substring(0, place.lastIndexOf('/')));
    }

    private static String last(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
