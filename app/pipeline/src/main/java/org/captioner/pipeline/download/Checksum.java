package org.captioner.pipeline.download;

import org.captioner.dataset.InputException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the bytes of a file must add up to.
 *
 * @param kind how it is computed
 * @param hex lower-case hexadecimal digits
 */
public record Checksum(Kind kind, String hex) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]+");

    /** Ways to sum up a file; MD5 finds damage, but not a forgery. */
    public enum Kind {
        SHA256("SHA-256", 64),
        MD5("MD5", 32);

        private final String algorithm;
        private final int digits;

        Kind(String algorithm, int digits) {
            this.algorithm = algorithm;
            this.digits = digits;
        }
    }

    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != kind.digits || !DIGITS.matcher(hex).matches()) {
            throw new InputException(
                    "'"
                            + hex
                            + "' is no "
                            + kind.algorithm
                            + "; it has "
                            + kind.digits
                            + " hexadecimal digits");
        }
    }

    public static Checksum sha256(String hex) {
        return new Checksum(Kind.SHA256, hex);
    }

    /** Reads a whole file and sums it up. */
    static Checksum compute(Path file, Kind kind) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(kind.algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + kind.algorithm, e);
        }
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return new Checksum(kind, HexFormat.of().formatHex(digest.digest()));
    }

    /** For instance {@code SHA-256 2c26b46b...}. */
    @Override
    public String toString() {
        return kind.algorithm + " " + hex;
    }
}
