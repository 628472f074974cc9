package org.captioner.eval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
    private static final int ABSENT = -1;

    private final NgramIndex base;
    private final int firstId;
    private final Map<String, Integer> words = new HashMap<>();
    private long[] keys = new long[1 << 12];
    private int[] ids = new int[1 << 12];
    private int extensions;

    NgramIndex() {
        this(null);
    }

    /** An index that extends {@code base}, which must not grow any more; null for none. */
    NgramIndex(NgramIndex base) {
        this.base = base;
        this.firstId = base == null ? 0 : base.size();
        Arrays.fill(ids, ABSENT);
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
        if (prefix < firstId && word < firstId) {
            int known = base.ids[base.slot(key)];
            if (known != ABSENT) {
                return known;
            }
        }
        int slot = slot(key);
        if (ids[slot] != ABSENT) {
            return ids[slot];
        }
        int id = size();
        keys[slot] = key;
        ids[slot] = id;
        extensions++;
        if (extensions * 2 > keys.length) {
            grow();
        }
        return id;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (keys.length - 1);
        while (ids[slot] != ABSENT && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldIds = ids;
        keys = new long[oldKeys.length * 2];
        ids = new int[keys.length];
        Arrays.fill(ids, ABSENT);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldIds[i] != ABSENT) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                ids[slot] = oldIds[i];
            }
        }
    }
}
