package org.captioner.pipeline.photo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The one way in which a photo's path becomes its name: relative to a root, with {@code /} between
 * folders on every system.
 *
 * <p>Different files have different names, whatever the locale and whatever bytes the system allows
 * in names: bytes that are not UTF-8, and control characters, which might command a terminal, are
 * written as {@code \x} and two hexadecimal digits. Where a file's own name holds such a sequence,
 * its backslash is written as {@code \x5C}.
 */
final class PhotoName {
    private static final Pattern LOOKS_ESCAPED = Pattern.compile("\\\\(?=x[0-9A-Fa-f]{2})");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final boolean UTF_8_LOCALE =
            System.getProperty("sun.jnu.encoding", "").toUpperCase(Locale.ROOT).equals("UTF-8");

    private PhotoName() {}

    /**
     * The name of a file.
     *
     * @param root a folder that contains it, absolute
     * @param file absolute
     */
    static String of(Path root, Path file) {
        // Empty for a root of another drive, on systems that have drives.
        Path relative = file.startsWith(root) && !file.equals(root) ? root.relativize(file) : file;
        return StreamSupport.stream(relative.spliterator(), false)
                .map(PhotoName::element)
                .collect(Collectors.joining("/"));
    }

    private static String element(Path element) {
        String text = element.toString();
        return isExact(text) || !element.getFileSystem().getSeparator().equals("/")
                ? escaped(text)
                : decoded(bytes(element));
    }

    /** Java decodes names by the locale's charset and puts U+FFFD for what does not fit it. */
    private static boolean isExact(String text) {
        return UTF_8_LOCALE
                ? text.indexOf('\uFFFD') < 0
                : text.chars().allMatch(character -> character < 0x80);
    }

    /** The name's bytes as the system holds them, which Java gives away in addresses only. */
    private static byte[] bytes(Path element) {
        String address = element.toUri().getRawPath();
        String last = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        last = last.substring(last.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < last.length(); i++) {
            if (last.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(last, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(last.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** UTF-8 where it is, escapes where it is not. */
    static String decoded(byte[] bytes) {
        StringBuilder name = new StringBuilder();
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, sequenceLength(bytes[at]));
            try {
                name.append(decoder.decode(ByteBuffer.wrap(bytes, at, length)));
                at += length;
            } catch (CharacterCodingException e) {
                // A private mark for one byte: escaped text must not be escaped again.
                name.append((char) (INVALID + Byte.toUnsignedInt(bytes[at])));
                at++;
            }
        }
        return escaped(name.toString());
    }

    /** First of 256 lone surrogates, which no valid UTF-8 decodes to. */
    private static final char INVALID = '\uDC00';

    private static int sequenceLength(byte first) {
        int value = Byte.toUnsignedInt(first);
        if (value < 0xC0) {
            return 1;
        }
        return value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
    }

    private static String escaped(String name) {
        String plain = LOOKS_ESCAPED.matcher(name).replaceAll("\\\\x5C");
        StringBuilder escaped = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            char character = plain.charAt(i);
            boolean pair = i > 0 && Character.isHighSurrogate(plain.charAt(i - 1));
            if (!pair && character >= INVALID && character < INVALID + 0x100) {
                escaped.append("\\x").append(HEX.toHexDigits((byte) (character - INVALID)));
            } else if (Character.isISOControl(character)) {
                for (byte octet : String.valueOf(character).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append("\\x").append(HEX.toHexDigits(octet));
                }
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }
}
