package org.captioner.dataset.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;

/**
 * The words a decoder knows, each with an id from 0 on. Four ids are markers: {@link #PAD}, {@link
 * #START}, {@link #END} and {@link #UNKNOWN}; words follow by falling frequency, ties in code-point
 * order, so the same captions always give the same ids.
 */
public final class Vocabulary {
    public static final int PAD = 0;
    public static final int START = 1;
    public static final int END = 2;
    public static final int UNKNOWN = 3;

    private static final List<String> MARKERS = List.of("<pad>", "<start>", "<end>", "<unk>");
    private static final int FORMAT_VERSION = 1;
    private static final long LARGEST_FILE = 64L << 20;
    private static final String REMEDY = "; take it from the original bundle";
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final List<String> words;
    private final Map<String, Integer> ids;
    private final int minimumCount;

    private Vocabulary(List<String> words, int minimumCount) {
        this.words = List.copyOf(words);
        this.minimumCount = minimumCount;
        this.ids = new HashMap<>();
        for (int id = 0; id < this.words.size(); id++) {
            if (ids.put(this.words.get(id), id) != null) {
                throw new IllegalArgumentException("word twice: " + this.words.get(id));
            }
        }
    }

    /**
     * Counts the words of training captions and keeps those seen at least {@code minimumCount}
     * times. Pass captions of the training split only: words learnt from others leak into scores.
     *
     * @param captions token lists as {@link CaptionTokenizer} makes them
     * @param minimumCount at least 1
     */
    public static Vocabulary build(Iterable<List<String>> captions, int minimumCount) {
        if (minimumCount < 1) {
            throw new InputException(
                    "minimum word count is " + minimumCount + "; it must be at least 1");
        }
        Map<String, Integer> counts = new HashMap<>();
        for (List<String> caption : captions) {
            for (String word : caption) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        MARKERS.forEach(counts::remove);
        List<String> words = new ArrayList<>(MARKERS);
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= minimumCount)
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> words.add(entry.getKey()));
        return new Vocabulary(words, minimumCount);
    }

    /** The number of ids, markers included. */
    public int size() {
        return words.size();
    }

    public int minimumCount() {
        return minimumCount;
    }

    /** The id of a word, {@link #UNKNOWN} for a word that is not here. */
    public int id(String word) {
        return ids.getOrDefault(word, UNKNOWN);
    }

    /** The word of an id in {@code [0, size())}. */
    public String word(int id) {
        return words.get(id);
    }

    /** All words by id, markers first. */
    public List<String> words() {
        return words;
    }

    /** Ids of a token list, without start and end markers. */
    public int[] encode(List<String> tokens) {
        return tokens.stream().mapToInt(this::id).toArray();
    }

    /** SHA-256 over the words in order, in hexadecimal; a model bundle names it. */
    public String checksum() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.join("\n", words).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Writes {@code vocabulary.json}; replaces the file whole. */
    public void save(Path file) {
        ObjectNode root = JSON.createObjectNode();
        root.put("formatVersion", FORMAT_VERSION);
        root.put("minimumCount", minimumCount);
        root.put("checksum", checksum());
        ArrayNode list = root.putArray("words");
        words.forEach(list::add);
        AtomicFile.writeText(file, root.toPrettyString() + "\n");
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws InputException if the file is absent, malformed, of another format version, or its
     *     words do not match its checksum
     */
    public static Vocabulary load(Path file) {
        JsonNode root = parse(file);
        int version = root.path("formatVersion").asInt(-1);
        if (version != FORMAT_VERSION) {
            throw new InputException(
                    file
                            + ": vocabulary format version "
                            + version
                            + " is unknown; this build reads version "
                            + FORMAT_VERSION
                            + REMEDY);
        }
        List<String> words = new ArrayList<>();
        root.path("words").forEach(word -> words.add(word.asText()));
        if (words.size() < MARKERS.size() || !words.subList(0, MARKERS.size()).equals(MARKERS)) {
            throw new InputException(
                    file + ": the first words must be " + String.join(" ", MARKERS) + REMEDY);
        }
        Vocabulary vocabulary;
        try {
            vocabulary = new Vocabulary(words, root.path("minimumCount").asInt(1));
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage() + REMEDY, e);
        }
        if (!vocabulary.checksum().equals(root.path("checksum").asText())) {
            throw new InputException(
                    file
                            + ": words do not match the checksum, the file was edited or damaged"
                            + REMEDY);
        }
        return vocabulary;
    }

    private static JsonNode parse(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new InputException(
                        file
                                + ": "
                                + size
                                + " bytes is too large for a vocabulary, which has at most "
                                + LARGEST_FILE
                                + REMEDY);
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file
                            + ": not a vocabulary, line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr())
                            + " is no JSON or repeats a name"
                            + REMEDY,
                    e);
        } catch (IOException e) {
            throw new InputException(
                    "cannot read vocabulary " + file + ", " + e + "; check its permissions", e);
        }
    }
}
