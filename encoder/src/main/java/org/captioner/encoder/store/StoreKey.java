package org.captioner.encoder.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.captioner.encoder.EncoderDescription;

/**
 * What the features in a store are features of. A store is only ever read with the key it was
 * written with.
 *
 * @param encoder fingerprint of structure and weights
 * @param transform signature of the image transform
 * @param dataset checksum of the captioned images
 * @param rows of the grid
 * @param columns of the grid
 * @param channels numbers per cell
 */
public record StoreKey(
        String encoder, String transform, String dataset, int rows, int columns, int channels) {
    private static final int NAME_DIGITS = 16;
    private static final long LARGEST_GRID = 1L << 28;

    public StoreKey {
        Objects.requireNonNull(encoder, "encoder");
        Objects.requireNonNull(transform, "transform");
        Objects.requireNonNull(dataset, "dataset");
        boolean positive = rows > 0 && columns > 0 && channels > 0;
        // In this order neither product can overflow.
        if (!positive
                || (long) rows * columns > LARGEST_GRID
                || (long) rows * columns * channels > LARGEST_GRID) {
            throw new IllegalArgumentException(
                    "a grid of " + rows + "x" + columns + "x" + channels + " cannot be stored");
        }
    }

    /**
     * The key of an encoder's features of a dataset.
     *
     * @param dataset {@code CaptionDataset.checksum()}, or any text that stands for the images
     */
    public static StoreKey of(EncoderDescription encoder, String dataset) {
        return new StoreKey(
                encoder.fingerprint(),
                encoder.transform().signature(),
                dataset,
                encoder.rows(),
                encoder.columns(),
                encoder.channels());
    }

    /** A file name that no other key has, for a folder that holds several stores. */
    public String fileName() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(toString().getBytes(StandardCharsets.UTF_8));
            return "features-"
                    + HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS)
                    + ".store";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Numbers of one photo. */
    int elements() {
        return rows * columns * channels;
    }

    /** Bytes of one photo. */
    int gridBytes() {
        return elements() * Short.BYTES;
    }

    /** The differing parts, both values named; empty if there are none. */
    String differencesFrom(StoreKey needed) {
        List<String> differences = new ArrayList<>();
        compare("encoder", encoder, needed.encoder, differences);
        compare("transform", transform, needed.transform, differences);
        compare("dataset", dataset, needed.dataset, differences);
        compare("grid", grid(), needed.grid(), differences);
        return String.join("; ", differences);
    }

    private String grid() {
        return rows + "x" + columns + "x" + channels;
    }

    private static void compare(
            String what, String found, String needed, List<String> differences) {
        if (!found.equals(needed)) {
            differences.add(what + " " + found + " where " + needed + " is needed");
        }
    }
}
