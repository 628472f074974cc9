package org.captioner.eval.wordnet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of WordNet's database, kept as its bytes: lines sorted by their first field, fields
 * separated by blanks. Looking a word up is a binary search over lines, so loading costs no more
 * than reading.
 */
final class DictionaryFile {
    private static final String FOLDER = "/net/sf/extjwnl/data/wordnet/wn30/";
    private static final byte[] LICENCE_LINE_START = {' ', ' '};

    private final byte[] bytes;
    private final int start;

    private DictionaryFile(byte[] bytes) {
        this.bytes = bytes;
        this.start = afterLicence(bytes);
    }

    /**
     * Reads a file of the WordNet artefact on the class path.
     *
     * @throws IllegalStateException if the artefact is not on the class path
     */
    static DictionaryFile load(String name) {
        try (InputStream in = DictionaryFile.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "WordNet's file "
                                + name
                                + " is not on the class path; add the artefact"
                                + " net.sf.extjwnl:extjwnl-data-wn30");
            }
            return new DictionaryFile(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read WordNet's file " + name, e);
        }
    }

    /** Whether some line starts with this key. */
    boolean contains(String key) {
        return key.indexOf(' ') < 0 && find(key.getBytes(StandardCharsets.UTF_8)) >= 0;
    }

    /** The fields after the key, of every line with this key; empty if there is none. */
    List<String> fields(String key) {
        List<String> fields = new ArrayList<>();
        if (key.indexOf(' ') >= 0) {
            return fields;
        }
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        int line = find(wanted);
        while (line >= 0 && line < bytes.length && compare(wanted, line) == 0) {
            int from = line + wanted.length;
            int end = lineEnd(line);
            String rest = new String(bytes, from, end - from, StandardCharsets.UTF_8).strip();
            fields.addAll(List.of(rest.split(" +")));
            line = end + 1;
        }
        return fields;
    }

    /** The position of the first line with this key, or -1. */
    private int find(byte[] key) {
        int low = start;
        int high = bytes.length;
        while (low < high) {
            int line = lineStart(low + (high - low) / 2);
            if (compare(key, line) > 0) {
                low = Math.min(lineEnd(line) + 1, bytes.length);
            } else {
                high = line;
            }
        }
        return low < bytes.length && compare(key, low) == 0 ? low : -1;
    }

    /** Orders the key against the first field of the line, by unsigned bytes. */
    private int compare(byte[] key, int line) {
        for (int i = 0; i < key.length; i++) {
            int position = line + i;
            int other = position < bytes.length ? bytes[position] & 0xff : ' ';
            int order = (key[i] & 0xff) - other;
            if (order != 0) {
                return order;
            }
        }
        int position = line + key.length;
        boolean sameLength = position == bytes.length || bytes[position] == ' ';
        return sameLength ? 0 : -1;
    }

    private int lineStart(int position) {
        int line = position;
        while (line > start && bytes[line - 1] != '\n') {
            line--;
        }
        return line;
    }

    private int lineEnd(int position) {
        int end = position;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static int afterLicence(byte[] bytes) {
        int line = 0;
        while (line + 1 < bytes.length
                && bytes[line] == LICENCE_LINE_START[0]
                && bytes[line + 1] == LICENCE_LINE_START[1]) {
            while (line < bytes.length && bytes[line] != '\n') {
                line++;
            }
            line++;
        }
        return line;
    }
}
