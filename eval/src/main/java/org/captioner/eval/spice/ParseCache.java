package org.captioner.eval.spice;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.captioner.dataset.AtomicFile;

/**
 * Parses by text, kept in one file between runs. References are the same in every run, so all but
 * the first run parse hypotheses only.
 *
 * <p>The file: magic number, format version, parser version, number of entries, entries of caption
 * and parse (length and UTF-8 each), CRC-32 of all before. A file that is incomplete, damaged or of
 * another parser counts as absent, because its captions can be parsed again. Thread-safe.
 */
final class ParseCache {
    private static final int MAGIC = 0x43_53_50_43;
    private static final int FORMAT = 1;
    private static final int CHECKSUM_BYTES = 8;

    /** The oldest entries are the first to go. */
    private static final int MOST_ENTRIES = 200_000;

    private static final int LONGEST_TEXT = 1 << 20;

    private final Path file;
    private final String parserVersion;
    private final Map<String, String> parses = new LinkedHashMap<>();
    private boolean changed;

    private ParseCache(Path file, String parserVersion) {
        this.file = file;
        this.parserVersion = parserVersion;
    }

    /** The cache of a file, empty if the file is absent, damaged or another parser's. */
    static ParseCache open(Path file, String parserVersion) {
        ParseCache cache = new ParseCache(file, parserVersion);
        try {
            cache.read();
        } catch (IOException | IllegalArgumentException damaged) {
            cache.parses.clear();
        }
        return cache;
    }

    synchronized Optional<String> get(String caption) {
        return Optional.ofNullable(parses.get(caption));
    }

    synchronized void put(String caption, String parse) {
        if (caption.length() < LONGEST_TEXT && parse.length() < LONGEST_TEXT) {
            changed |= parses.put(caption, parse) == null;
        }
    }

    /**
     * Writes the file if anything was added, whole or not at all.
     *
     * @throws org.captioner.dataset.InputException if it cannot be written
     */
    synchronized void save() {
        if (changed) {
            AtomicFile.write(file, this::write);
            changed = false;
        }
    }

    private void read() throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length < CHECKSUM_BYTES) {
            throw new IOException("too short");
        }
        CRC32 crc = new CRC32();
        int content = bytes.length - CHECKSUM_BYTES;
        CheckedInputStream checked =
                new CheckedInputStream(new ByteArrayInputStream(bytes, 0, content), crc);
        try (DataInputStream in = new DataInputStream(checked)) {
            if (in.readInt() != MAGIC
                    || in.readInt() != FORMAT
                    || !readText(in).equals(parserVersion)) {
                throw new IOException("another format or parser");
            }
            int entries = in.readInt();
            for (int entry = 0; entry < entries; entry++) {
                String caption = readText(in);
                parses.put(caption, readText(in));
            }
        }
        try (DataInputStream end =
                new DataInputStream(new ByteArrayInputStream(bytes, content, CHECKSUM_BYTES))) {
            if (end.readLong() != crc.getValue()) {
                throw new IOException("wrong checksum");
            }
        }
    }

    private void write(OutputStream target) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(target, new CRC32());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked));
        int surplus = Math.max(0, parses.size() - MOST_ENTRIES);
        out.writeInt(MAGIC);
        out.writeInt(FORMAT);
        writeText(parserVersion, out);
        out.writeInt(parses.size() - surplus);
        int position = 0;
        for (Map.Entry<String, String> entry : parses.entrySet()) {
            if (position++ >= surplus) {
                writeText(entry.getKey(), out);
                writeText(entry.getValue(), out);
            }
        }
        out.flush();
        long checksum = checked.getChecksum().getValue();
        out.writeLong(checksum);
        out.flush();
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("length " + length + " is beyond the file");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
