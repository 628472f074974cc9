package org.captioner.dataset.captions;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Place;

/** Text of a dataset file, decoded as UTF-8 and nothing else, so that no caption turns to mush. */
public final class TextFile {
    private static final long LARGEST_FILE = 512L << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextFile() {}

    /**
     * The whole text, without a byte order mark.
     *
     * @throws InputException naming the line if a byte is no UTF-8, or if the file cannot be read
     *     or is larger than 512 MB
     */
    public static String read(Path file) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file));
        refuseUtf16(file, bytes);
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        // UTF-8 never decodes to more chars than it has bytes, so this cannot overflow.
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult result = decoder.decode(bytes, text, true);
        if (result.isError()) {
            throw notUtf8(file, bytes);
        }
        text.flip();
        if (text.hasRemaining() && text.charAt(0) == BYTE_ORDER_MARK) {
            text.get();
        }
        return text.toString();
    }

    /** The lines of {@link #read} without their ends (LF or CR LF); a final end adds no line. */
    public static List<String> lines(Path file) {
        String text = read(file);
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int next = newline < 0 ? text.length() : newline + 1;
            int end = newline < 0 ? text.length() : newline;
            if (end > start && text.charAt(end - 1) == '\r') {
                end--;
            }
            lines.add(text.substring(start, end));
            start = next;
        }
        return lines;
    }

    private static byte[] bytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE) {
                throw new InputException(
                        file
                                + ": "
                                + size
                                + " bytes is more than the "
                                + LARGEST_FILE
                                + " that a text dataset may have; split the file");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new InputException(file + " does not exist; check the path", e);
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "it is a folder" : e.toString();
            throw new InputException("cannot read " + file + ": " + reason, e);
        }
    }

    private static void refuseUtf16(Path file, ByteBuffer bytes) {
        if (bytes.remaining() >= 2) {
            short mark = bytes.getShort(0);
            if (mark == (short) 0xFEFF || mark == (short) 0xFFFE) {
                throw new InputException(file + ": the text is UTF-16; save it as UTF-8");
            }
        }
    }

    private static InputException notUtf8(Path file, ByteBuffer bytes) {
        long line = 1;
        for (int i = 0; i < bytes.position(); i++) {
            if (bytes.get(i) == '\n') {
                line++;
            }
        }
        byte culprit = bytes.get(bytes.position());
        return Place.line(file, line)
                .error(
                        "byte 0x"
                                + HexFormat.of().withUpperCase().toHexDigits(culprit)
                                + " is not UTF-8; convert the file to UTF-8 (it may be"
                                + " Windows-1252 or Latin-1 now)");
    }
}
