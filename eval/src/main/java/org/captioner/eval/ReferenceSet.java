package org.captioner.eval;

import org.captioner.dataset.Excerpt;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.CaptionTokenizer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What people wrote about a set of images, tokenised once and held against the captions of any
 * number of systems.
 *
 * <pre>{@code
 * ReferenceSet references = ReferenceSet.tokenize(Map.of("1.jpg", List.of("A dog runs.", "The dog.")));
 * List<EvaluationItem> items = references.items(Map.of("1.jpg", "A dog is running."));
 * MetricResult result = references.describe(new Cider().score(items));
 * }</pre>
 */
public final class ReferenceSet {
    private static final int NAMED_IDS = 5;
    private static final int CHECKSUM_BYTES = 4;

    private final Map<String, List<List<String>>> tokens;
    private final String checksum;

    private ReferenceSet(Map<String, List<List<String>>> tokens) {
        this.tokens = tokens;
        this.checksum = checksum(tokens);
    }

    /**
     * Tokenises references on all processors.
     *
     * @param captions raw text by image id
     * @throws InputException if there is no image, or one has no reference
     */
    public static ReferenceSet tokenize(Map<String, List<String>> captions) {
        List<String> bare =
                captions.entrySet().stream()
                        .filter(each -> each.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList();
        if (!bare.isEmpty() || captions.isEmpty()) {
            throw new InputException(
                    captions.isEmpty()
                            ? "there are no references; give at least one per image"
                            : "no reference for " + named(bare) + "; give at least one per image");
        }
        CaptionTokenizer tokenizer = new CaptionTokenizer();
        List<List<List<String>>> tokenized =
                List.copyOf(captions.values()).parallelStream()
                        .map(texts -> texts.stream().map(tokenizer::tokenize).toList())
                        .toList();
        Map<String, List<List<String>>> tokens = new LinkedHashMap<>();
        Iterator<List<List<String>>> next = tokenized.iterator();
        captions.keySet().forEach(id -> tokens.put(id, next.next()));
        return new ReferenceSet(tokens);
    }

    /** Image ids in the order they were given. */
    public Set<String> imageIds() {
        return tokens.keySet();
    }

    /** The tokens of the references of one image. */
    public List<List<String>> references(String imageId) {
        return Objects.requireNonNull(tokens.get(imageId), imageId);
    }

    /**
     * The captions of one system beside the references, in the order of the references.
     *
     * @param hypotheses raw text by image id
     * @throws InputException if an image has no caption, or a caption no references; the message
     *     names the ids
     */
    public List<EvaluationItem> items(Map<String, String> hypotheses) {
        Set<String> missing = new LinkedHashSet<>(tokens.keySet());
        missing.removeAll(hypotheses.keySet());
        if (!missing.isEmpty()) {
            throw new InputException(
                    "no caption for "
                            + named(missing)
                            + (hypotheses.keySet().stream().anyMatch(tokens::containsKey)
                                    ? "; caption every image that has references, or score those"
                                            + " that both files have with --subset"
                                    : "; captions are of images such as "
                                            + named(hypotheses.keySet())
                                            + ", so name images alike in both files"));
        }
        Set<String> unknown = new LinkedHashSet<>(hypotheses.keySet());
        unknown.removeAll(tokens.keySet());
        if (!unknown.isEmpty()) {
            throw new InputException(
                    "captions without references: "
                            + named(unknown)
                            + "; references are of images such as "
                            + named(tokens.keySet())
                            + "; check that both files name images alike and hold the same split");
        }
        CaptionTokenizer tokenizer = new CaptionTokenizer();
        return List.copyOf(tokens.entrySet()).parallelStream()
                .map(
                        image ->
                                new EvaluationItem(
                                        image.getKey(),
                                        tokenizer.tokenize(
                                                Objects.requireNonNull(
                                                        hypotheses.get(image.getKey()),
                                                        image.getKey())),
                                        image.getValue()))
                .toList();
    }

    /** The result under a signature that also names the tokenizer and these references. */
    public MetricResult describe(MetricResult result) {
        Signature signature = result.signature();
        return result.withSignature(
                signature
                        .with(Signature.TOKENIZER, new CaptionTokenizer().signature())
                        .with("refs", signature.details().get("refs") + "@" + checksum));
    }

    private static String named(Collection<String> ids) {
        String first =
                ids.stream().limit(NAMED_IDS).map(Excerpt::of).collect(Collectors.joining(", "));
        return ids.size() <= NAMED_IDS
                ? first
                : first + " and " + (ids.size() - NAMED_IDS) + " more";
    }

    // Over ids and tokens, whatever the order of images: the same references, the same checksum.
    private static String checksum(Map<String, List<List<String>>> tokens) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(tokens)
                    .forEach(
                            (id, references) -> {
                                digest.update(id.getBytes(StandardCharsets.UTF_8));
                                references.stream()
                                        .map(words -> "\t" + String.join(" ", words))
                                        .sorted()
                                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                                        .forEach(digest::update);
                                digest.update((byte) '\n');
                            });
            byte[] start = Arrays.copyOf(digest.digest(), CHECKSUM_BYTES);
            return HexFormat.of().formatHex(start);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
