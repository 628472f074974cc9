package org.captioner.dataset.image;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Says what a file that is no picture of ours seems to be, since people rename files. */
final class Unrecognised {
    private static final int SHOWN = 16;

    private Unrecognised() {}

    static String describe(byte[] bytes) {
        if (PhotoFormat.startsWith(bytes, 4, "ftyp")) {
            return "is a HEIC, AVIF or video file, which cannot be read; convert it to JPEG";
        }
        if (PhotoFormat.startsWith(bytes, 0, "%PDF") || PhotoFormat.startsWith(bytes, 0, "PK")) {
            return "is a document or archive, not a photo; export its pictures as JPEG";
        }
        return "is not a picture (it begins with "
                + beginning(bytes)
                + "); use JPEG, PNG, GIF, BMP, TIFF or WebP";
    }

    private static String beginning(byte[] bytes) {
        int length = Math.min(SHOWN, bytes.length);
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (text.chars().allMatch(c -> (c >= ' ' && c < 127) || Character.isWhitespace(c))) {
            return "the text '" + text.strip().lines().findFirst().orElse("") + "'";
        }
        StringBuilder hexadecimal = new StringBuilder("bytes");
        for (int i = 0; i < Math.min(8, length); i++) {
            hexadecimal.append(String.format(Locale.ROOT, " %02x", bytes[i]));
        }
        return hexadecimal.toString();
    }
}
