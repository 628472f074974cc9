package org.captioner.decoder.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.transform.ImageTransform;

/**
 * What {@code model.json} says: structure without weights.
 *
 * @param formatVersion of bundles; this build reads {@link #FORMAT_VERSION}
 * @param encoder structure of the encoder
 * @param encoderFingerprint SHA-256 of its structure and weights; they must agree with it
 * @param transform of photos before the encoder
 * @param decoderShape what the decoder fits
 * @param decoder kind and size of the decoder
 * @param vocabularyChecksum of the vocabulary the decoder was trained with
 * @param search used where a caller asks for no other
 * @param scores by name, of the split that {@code provenance} names; empty where none were taken
 * @param provenance how the model came to be
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
        Provenance provenance) {
    /** The version this build writes, and the only one it reads. */
    public static final int FORMAT_VERSION = 1;

    private static final long LARGEST_FILE = 4L << 20;
    private static final String REMEDY = "name one that captioner train has written";
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModule(DecoderRegistry.jsonModule())
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    public BundleManifest {
        // Not Map.copyOf, whose order, and so the file's, would change from run to run.
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    void save(Path file) {
        try {
            AtomicFile.writeText(file, JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is plain data", e);
        }
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @throws InputException naming the file and what is wrong with it
     */
    static BundleManifest load(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    file + ": not there, so this folder is no model bundle; " + REMEDY);
        }
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new InputException(
                        file + ": " + Files.size(file) + " bytes is too large for a model.json");
            }
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (!root.path("formatVersion").isInt()) {
                throw new InputException(
                        file
                                + ": not a model description, formatVersion is missing or no"
                                + " number; "
                                + REMEDY);
            }
            int version = root.path("formatVersion").asInt();
            if (version != FORMAT_VERSION) {
                throw new InputException(
                        file
                                + ": bundle format version "
                                + version
                                + " is unknown; this build reads version "
                                + FORMAT_VERSION);
            }
            return JSON.treeToValue(root, BundleManifest.class);
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file
                            + ": not a model description, "
                            + wrong(e)
                            + "; take the bundle from its source again",
                    e);
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be read; check the disk and who may read it", e);
        }
    }

    /** What is wrong with the text, in words of the file rather than of the program. */
    private static String wrong(JsonProcessingException e) {
        if (e.getCause() instanceof InputException refused) {
            return refused.getMessage();
        }
        if (e instanceof InvalidTypeIdException stranger) {
            return "its decoder is of the unknown kind "
                    + stranger.getTypeId()
                    + " (known: "
                    + DecoderRegistry.names()
                    + ")";
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String name =
                    mapping.getPath().stream()
                            .map(JsonMappingException.Reference::getFieldName)
                            .filter(Objects::nonNull)
                            .collect(Collectors.joining("."));
            return name + " is missing or has a value that it cannot have";
        }
        return e.getLocation() == null
                ? "an entry is missing or has a value that it cannot have"
                : "line " + e.getLocation().getLineNr() + " is no JSON";
    }
}
