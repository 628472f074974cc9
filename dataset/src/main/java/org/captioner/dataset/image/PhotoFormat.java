package org.captioner.dataset.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The formats read, each recognised by its first bytes; file names do not matter. */
enum PhotoFormat {
    JPEG("JPEG"),
    PNG("PNG"),
    GIF("GIF"),
    BMP("BMP"),
    TIFF("TIFF"),
    WEBP("WebP");

    private final String label;

    PhotoFormat(String label) {
        this.label = label;
    }

    /** The format that these bytes begin as, if it is one of ours. */
    static Optional<PhotoFormat> detect(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.matches(bytes)).findFirst();
    }

    /**
     * Reads the header, decoding no pixels.
     *
     * @throws IOException if the header is damaged or ends early
     */
    EncodedPhoto open(byte[] bytes) throws IOException {
        return switch (this) {
            case JPEG -> EncodedJpeg.open(bytes);
            case PNG -> EncodedPng.open(bytes);
            case GIF -> EncodedGif.open(bytes);
            case BMP -> EncodedBmp.open(bytes);
            case TIFF -> EncodedTiff.open(bytes);
            case WEBP -> EncodedWebP.open(bytes);
        };
    }

    private boolean matches(byte[] bytes) {
        return switch (this) {
            case JPEG -> startsWith(bytes, 0, "\u00ff\u00d8\u00ff");
            case PNG -> startsWith(bytes, 0, "\u0089PNG\r\n\u001a\n");
            case GIF -> startsWith(bytes, 0, "GIF87a") || startsWith(bytes, 0, "GIF89a");
            case BMP -> startsWith(bytes, 0, "BM");
            case TIFF -> isTiff(bytes);
            case WEBP -> startsWith(bytes, 0, "RIFF") && startsWith(bytes, 8, "WEBP");
        };
    }

    /** Little and big endian, each with 32-bit or 64-bit offsets. */
    private static boolean isTiff(byte[] bytes) {
        return startsWith(bytes, 0, "II*\0")
                || startsWith(bytes, 0, "II+\0")
                || startsWith(bytes, 0, "MM\0*")
                || startsWith(bytes, 0, "MM\0+");
    }

    static boolean startsWith(byte[] bytes, int offset, String latin1) {
        byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
        int end = offset + expected.length;
        return bytes.length >= end
                && Arrays.equals(bytes, offset, end, expected, 0, expected.length);
    }

    @Override
    public String toString() {
        return label;
    }
}
