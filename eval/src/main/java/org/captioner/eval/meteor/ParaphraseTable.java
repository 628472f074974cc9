package org.captioner.eval.meteor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.captioner.dataset.InputException;

/**
 * Pairs of phrases that mean the same, for METEOR's fourth matcher; either direction counts.
 *
 * <p>The file is the one METEOR reads, plain or gzipped (name ending in {@code .gz}): three lines
 * per pair, a probability and the two phrases. METEOR's English table is not part of this program;
 * see docs/metrics.md for where it comes from. Phrases are kept as 64-bit hashes, some 30 bytes per
 * pair. Immutable and thread-safe.
 */
public final class ParaphraseTable {
    private static final int LINES_PER_PAIR = 3;

    private final String name;
    private final LongSet phrases = new LongSet();
    private final LongSet pairs = new LongSet();
    private int longest;

    private ParaphraseTable(String name) {
        this.name = name;
    }

    /**
     * Reads a table.
     *
     * @throws InputException if the file is absent or not in the form above
     */
    public static ParaphraseTable load(Path file) {
        ParaphraseTable table = new ParaphraseTable(file.getFileName().toString());
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(open(file), StandardCharsets.UTF_8), 1 << 16)) {
            long line = 0;
            while (true) {
                String probability = reader.readLine();
                if (probability == null) {
                    return table;
                }
                checkProbability(probability, file, line + 1);
                String first = reader.readLine();
                String second = reader.readLine();
                line += LINES_PER_PAIR;
                if (second == null) {
                    throw new InputException(
                            file + ": ends within a pair; the download may be incomplete");
                }
                table.add(words(first), words(second));
            }
        } catch (IOException e) {
            throw new InputException(
                    "cannot read paraphrase table " + file + ": " + e.getMessage(), e);
        }
    }

    /** What signatures call it: the file's name. */
    public String name() {
        return name;
    }

    /** The runs of a caption's words that some pair holds. */
    List<Phrase> phrases(List<String> tokens) {
        List<Phrase> found = new ArrayList<>();
        for (int start = 0; start < tokens.size(); start++) {
            long hash = 0;
            int end = Math.min(tokens.size(), start + longest);
            for (int i = start; i < end; i++) {
                hash = extend(hash, tokens.get(i));
                if (phrases.contains(hash)) {
                    found.add(new Phrase(start, i + 1 - start, hash));
                }
            }
        }
        return found;
    }

    /** Whether the table pairs the two, in either direction. */
    boolean contains(Phrase one, Phrase other) {
        return pairs.contains(pair(one.hash(), other.hash()));
    }

    private void add(List<String> first, List<String> second) {
        long one = hash(first);
        long other = hash(second);
        phrases.add(one);
        phrases.add(other);
        pairs.add(pair(one, other));
        longest = Math.max(longest, Math.max(first.size(), second.size()));
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static void checkProbability(String text, Path file, long line) {
        try {
            Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new InputException(
                    file
                            + " line "
                            + line
                            + ": expected a probability, found '"
                            + text
                            + "'; a table has three lines per pair: probability, phrase, phrase",
                    e);
        }
    }

    private static List<String> words(String phrase) {
        return List.of(phrase.strip().toLowerCase(Locale.ROOT).split("\\s+"));
    }

    private static long hash(List<String> words) {
        long hash = 0;
        for (String word : words) {
            hash = extend(hash, word);
        }
        return hash;
    }

    private static long extend(long hash, String word) {
        long result = hash * 0x9E3779B97F4A7C15L + 1;
        for (int i = 0; i < word.length(); i++) {
            result = mix(result ^ word.charAt(i));
        }
        return result;
    }

    private static long pair(long one, long other) {
        // Symmetric, since a pair counts in both directions.
        return mix(one) + mix(other);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
