package org.captioner.decoder.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;
import org.captioner.decoder.integrity.CheckedJson;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.search.SearchRules;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.transform.ImageTransform;

/**
 * What {@code model.json} holds: structure without weights.
 *
 * @param formatVersion of bundles; this build reads 1, which has no checksums, and 2
 * @param encoder structure of the encoder
 * @param encoderFingerprint SHA-256 of its structure and weights; they must agree with it
 * @param transform of photos before the encoder
 * @param decoderShape what the decoder fits
 * @param decoder kind and size of the decoder
 * @param vocabularyChecksum of the vocabulary the decoder was trained with
 * @param search used where a caller asks for no other
 * @param scores by name, of the split that {@code provenance} names; empty where none were taken
 * @param provenance how the model came to be
 * @param files SHA-256 of the other files by name; empty in format version 1
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record BundleManifest(
        int formatVersion,
        ResNetFeatures encoder,
        String encoderFingerprint,
        ImageTransform transform,
        DecoderShape decoderShape,
        DecoderOptions decoder,
        String vocabularyChecksum,
        SearchOptions search,
        Map<String, Double> scores,
        Provenance provenance,
        Map<String, String> files) {
    /** The version this build writes. */
    public static final int FORMAT_VERSION = 2;

    private static final int WITHOUT_CHECKSUMS = 1;
    private static final long LARGEST_FILE = 4L << 20;
    private static final String REMEDY = "name one that captioner train has written";
    static final ObjectMapper JSON =
            CheckedJson.MAPPER
                    .copy()
                    .registerModule(DecoderRegistry.jsonModule())
                    .configure(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES, true);

    public BundleManifest {
        // Not Map.copyOf, whose order, and so the file's, would change from run to run.
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** SHA-256 of the weights; empty in format version 1. */
    public Optional<String> weightsChecksum() {
        return Optional.ofNullable(files.get(ModelBundle.WEIGHTS));
    }

    /** The same with the checksum of one more file, or of one that has changed. */
    BundleManifest withFile(String name, String checksum) {
        Map<String, String> more = new TreeMap<>(files);
        more.put(name, checksum);
        return new BundleManifest(
                formatVersion,
                encoder,
                encoderFingerprint,
                transform,
                decoderShape,
                decoder,
                vocabularyChecksum,
                search,
                scores,
                provenance,
                more);
    }

    void save(Path file) {
        CheckedJson.write(file, JSON.valueToTree(this));
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws InputException naming the file and what is wrong with it
     */
    static BundleManifest load(Path file) {
        if (!Files.exists(file)) {
            throw new InputException(
                    file + ": not there, so this folder is no model bundle; " + REMEDY);
        }
        ObjectNode root = CheckedJson.read(file, LARGEST_FILE, "a model description");
        if (!root.path("formatVersion").isInt()) {
            throw new InputException(
                    file
                            + ": not a model description, formatVersion is missing or no"
                            + " number; "
                            + REMEDY);
        }
        int version = root.path("formatVersion").asInt();
        if (version != FORMAT_VERSION && version != WITHOUT_CHECKSUMS) {
            throw new InputException(
                    file
                            + ": bundle format version "
                            + version
                            + " is unknown; this build reads version "
                            + WITHOUT_CHECKSUMS
                            + " and version "
                            + FORMAT_VERSION);
        }
        ObjectNode unchecked = root.deepCopy();
        unchecked.remove("checksum");
        if (version == WITHOUT_CHECKSUMS) {
            unchecked.putObject("files");
        }
        addRules(unchecked);
        BundleManifest manifest = parse(file, unchecked);
        BundleBounds.require(file, unchecked, manifest);
        CheckedJson.verify(file, root);
        return manifest;
    }

    /** Bundles without rules of search have none, and say nothing of them. */
    private static void addRules(ObjectNode root) {
        if (root.get("search") instanceof ObjectNode search && !search.has("rules")) {
            search.set("rules", JSON.<JsonNode>valueToTree(SearchRules.NONE));
        }
    }

    private static BundleManifest parse(Path file, ObjectNode root) {
        try {
            return JSON.treeToValue(root, BundleManifest.class);
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file
                            + ": not a model description, "
                            + wrong(e)
                            + "; take the bundle from its source again",
                    e);
        }
    }

    /** What is wrong with the text, in words of the file rather than of the program. */
    private static String wrong(JsonProcessingException e) {
        if (e.getCause() instanceof InputException refused) {
            return refused.getMessage();
        }
        if (e instanceof InvalidTypeIdException unknown) {
            return (unknown.getTypeId() == null
                            ? "its decoder states no kind"
                            : "its decoder is of the unknown kind " + unknown.getTypeId())
                    + " (known: "
                    + DecoderRegistry.names()
                    + ")";
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "its member " + place(unknown) + " is unknown";
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return place(mapping) + " is missing or has a value that it cannot have";
        }
        return "a member is missing or has a value that it cannot have";
    }

    private static String place(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }
}
