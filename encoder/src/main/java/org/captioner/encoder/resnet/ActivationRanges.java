package org.captioner.encoder.resnet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;

/**
 * How large the inputs of a network's convolutions get on photos: what eight bit arithmetic scales
 * them by.
 *
 * <p>As a file, JSON of a few kilobytes: {@code {"formatVersion": 1, "fingerprint": "...",
 * "photos": 128, "ceilings": {"layer1.0.conv1": 3.2, ...}}}.
 *
 * @param fingerprint of the network they were measured on
 * @param photos how many they were measured on, at least 1
 * @param ceilings by convolution: the value that the largest number of eight bits stands for,
 *     finite and positive; larger inputs are cut off there
 */
public record ActivationRanges(String fingerprint, int photos, Map<String, Double> ceilings) {
    private static final int FORMAT = 1;
    private static final long LARGEST_FILE = 1 << 20;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    public ActivationRanges {
        ceilings = Collections.unmodifiableMap(new LinkedHashMap<>(ceilings));
        if (photos < 1) {
            throw new InputException("ranges of activations need at least 1 photo, not " + photos);
        }
        ceilings.forEach(
                (name, ceiling) -> {
                    if (!(ceiling > 0 && ceiling < Float.MAX_VALUE)) {
                        throw new InputException(
                                "the range of "
                                        + name
                                        + " is "
                                        + ceiling
                                        + "; it must be finite and above 0");
                    }
                });
    }

    /** What the numbers of eight bits are multiplied by to give the values they stand for. */
    public double step(Convolution convolution) {
        return Objects.requireNonNull(ceilings.get(convolution.name()), convolution.name())
                / ActivationHistogram.LEVELS;
    }

    /** Tells one set of ranges from another. */
    public String checksum() {
        try {
            byte[] text = ceilings.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Checks that these are a network's ranges.
     *
     * @param expected the network's fingerprint
     * @throws InputException if they were measured on another
     */
    public void requireFor(ResNetArchitecture architecture, String expected) {
        boolean complete =
                architecture.quantisable().stream()
                        .allMatch(convolution -> ceilings.containsKey(convolution.name()));
        if (!complete || !fingerprint.equals(expected)) {
            throw new InputException(
                    "ranges of activations were measured on another network (fingerprint "
                            + fingerprint
                            + ", needed "
                            + expected
                            + "); calibrate anew");
        }
    }

    /** The file's content; versions that we do not know are refused by number. */
    private record Stored(
            int formatVersion, String fingerprint, int photos, Map<String, Double> ceilings) {}

    /**
     * Writes a file, whole or not at all.
     *
     * @throws InputException if that fails
     */
    public void save(Path file) {
        try {
            AtomicFile.writeText(
                    file,
                    JSON.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(
                                            new Stored(FORMAT, fingerprint, photos, ceilings))
                            + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and names are JSON", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it is absent, malformed or of an unknown version
     */
    public static ActivationRanges load(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new InputException(
                        file + ": has " + Files.size(file) + " bytes, more than " + LARGEST_FILE);
            }
            Stored stored = JSON.readValue(Files.readAllBytes(file), Stored.class);
            if (stored.formatVersion() != FORMAT
                    || stored.fingerprint() == null
                    || stored.ceilings() == null
                    || stored.ceilings().containsValue(null)) {
                throw new InputException(
                        file
                                + ": has format version "
                                + stored.formatVersion()
                                + " or lacks a part; version "
                                + FORMAT
                                + " is known; calibrate anew");
            }
            return new ActivationRanges(stored.fingerprint(), stored.photos(), stored.ceilings());
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read, " + e + "; calibrate anew", e);
        }
    }
}
