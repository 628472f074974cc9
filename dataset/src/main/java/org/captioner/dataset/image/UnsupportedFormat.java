package org.captioner.dataset.image;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Names what a file that is no supported picture seems to be, and how to get at its picture, since
 * people rename files and downloads fail.
 */
final class UnsupportedFormat {
    private static final int SHOWN = 16;

    /** How much of a file is searched for what a text is. */
    private static final int TEXT = 1024;

    private static final String CONVERT = "; convert it to JPEG or PNG";
    private static final String RAW = "is a camera's raw file, which is not supported";
    private static final String EXPORT =
            "; export it as JPEG from a photo editor, or use the JPEG that the camera stored"
                    + " beside it";

    /** The message for the raw formats that are TIFFs of their own kind. */
    static final String RAW_TIFF = RAW + EXPORT;

    private record Signature(int offset, String bytes, String message) {}

    // The first that matches counts.
    private static final List<Signature> SIGNATURES =
            List.of(
                    new Signature(4, "ftypcrx", RAW_TIFF),
                    new Signature(4, "ftypavi", "is an AVIF picture" + notSupported()),
                    new Signature(4, "ftyphe", heic()),
                    new Signature(4, "ftypmif1", heic()),
                    new Signature(4, "ftypmsf1", heic()),
                    new Signature(4, "ftyp", "is a video" + frame()),
                    new Signature(0, "\u001aE\u00df\u00a3", "is a video" + frame()),
                    new Signature(8, "AVI ", "is a video" + frame()),
                    new Signature(0, "FUJIFILMCCD-RAW", RAW_TIFF),
                    new Signature(0, "IIRO", RAW_TIFF),
                    new Signature(0, "IIRS", RAW_TIFF),
                    new Signature(0, "IIU\0", RAW_TIFF),
                    new Signature(0, "\u00ff\n", "is a JPEG XL picture" + notSupported()),
                    new Signature(4, "JXL ", "is a JPEG XL picture" + notSupported()),
                    new Signature(4, "jP  ", "is a JPEG 2000 picture" + notSupported()),
                    new Signature(0, "\u00ffO\u00ff", "is a JPEG 2000 picture" + notSupported()),
                    new Signature(0, "8BPS", "is a Photoshop document" + notSupported()),
                    new Signature(0, "%PDF", "is a PDF document" + pictures()),
                    new Signature(0, "PK\u0003\u0004", "is a ZIP archive or document" + pictures()),
                    new Signature(0, "\u001f\u008b", "is a compressed archive" + pictures()),
                    new Signature(
                            0,
                            "version https://git-lfs",
                            "is a Git LFS pointer, not the photo itself; run 'git lfs pull' in its"
                                    + " repository"));

    private UnsupportedFormat() {}

    private static String notSupported() {
        return ", which is not supported" + CONVERT;
    }

    private static String heic() {
        return "is a HEIC picture, which is not supported; convert it to JPEG, for instance with"
                + " 'heif-convert'";
    }

    private static String frame() {
        return ", not a photo; save one of its frames as JPEG or PNG";
    }

    private static String pictures() {
        return ", not a photo; extract its pictures as JPEG or PNG";
    }

    /** The problem and its remedy, to follow the file's name. */
    static String describe(byte[] bytes) {
        for (Signature signature : SIGNATURES) {
            if (PhotoFormat.startsWith(bytes, signature.offset(), signature.bytes())) {
                return signature.message();
            }
        }
        String text = text(bytes, TEXT).stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return "is a web page, not a photo; open its address in a browser and save the picture"
                    + " itself";
        }
        if (text.contains("<svg")) {
            return "is an SVG drawing, which is not supported" + CONVERT;
        }
        if (text.contains("/annex/objects/")) {
            return "is a git-annex pointer, not the photo itself; run 'git annex get' on it";
        }
        return "is not a picture (it begins with "
                + beginning(bytes)
                + "); use JPEG, PNG, GIF, BMP, TIFF or WebP";
    }

    private static String text(byte[] bytes, int most) {
        return new String(bytes, 0, Math.min(most, bytes.length), StandardCharsets.ISO_8859_1);
    }

    private static String beginning(byte[] bytes) {
        int length = Math.min(SHOWN, bytes.length);
        String text = text(bytes, SHOWN);
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
