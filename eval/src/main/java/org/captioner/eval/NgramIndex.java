package org.captioner.eval;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every word and every n-gram one dense integer, so that metrics compare and count integers
 * rather than lists of strings. An n-gram is the id of its first n - 1 words followed by the id of
 * its last word, held in one open-addressing table of longs.
 *
 * <p>An index may extend a base: what the base knows keeps its ids, and new ids follow. The base is
 * only read, so threads may extend one base each in an index of their own; an index itself is not
 * for several threads.
 */
final class NgramIndex {
    private static final int SMALLEST = 1 << 12;

    private final @Nullable NgramIndex base;
    private final int firstId;
    private final Map<String, Integer> words = new HashMap<>();
    // Pairs of a key and its id + 1, side by side because both are read together; 0 if absent.
    private long[] table;
    private int extensions;

    NgramIndex() {
        this(null);
    }

    /** An index that extends {@code base}, which must not grow any more; null for none. */
    NgramIndex(@Nullable NgramIndex base) {
        this(base, 0);
    }

    /**
     * @param expected about how many n-grams of two words and more will be given ids
     */
    NgramIndex(@Nullable NgramIndex base, int expected) {
        this.base = base;
        this.firstId = base == null ? 0 : base.size();
        int slots = Math.max(SMALLEST, Integer.highestOneBit(Math.min(expected, 1 << 25)) << 1);
        this.table = new long[2 * slots];
    }

    /** The number of ids given so far; ids are below it. */
    int size() {
        return firstId + words.size() + extensions;
    }

    /** The id of a word, which is also the id of the unigram. */
    int word(String word) {
        Integer known = base == null ? null : base.words.get(word);
        if (known == null) {
            known = words.get(word);
        }
        if (known != null) {
            return known;
        }
        int id = size();
        words.put(word, id);
        return id;
    }

    /** The id of the n-gram made of the n-gram {@code prefix} and one more word. */
    int extend(int prefix, int word) {
        long key = ((long) prefix << 32) | word;
        if (base != null && prefix < firstId && word < firstId) {
            long known = base.table[base.slot(key) + 1];
            if (known != 0) {
                return (int) known - 1;
            }
        }
        int slot = slot(key);
        if (table[slot + 1] != 0) {
            return (int) table[slot + 1] - 1;
        }
        int id = size();
        table[slot] = key;
        table[slot + 1] = id + 1L;
        extensions++;
        if (extensions * 4L > table.length) {
            grow();
        }
        return id;
    }

    /** Where the key is in the table, or where it belongs. */
    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int mask = table.length - 1;
        int slot = (int) (mixed >>> 31) & (mask - 1);
        while (table[slot + 1] != 0 && table[slot] != key) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != 0) {
                int slot = slot(old[i]);
                table[slot] = old[i];
                table[slot + 1] = old[i + 1];
            }
        }
    }
}
