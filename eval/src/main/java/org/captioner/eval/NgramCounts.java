package org.captioner.eval;

import java.util.Arrays;
import java.util.List;

/**
 * How often each n-gram of length 1 to {@link #ORDERS} occurs in one caption: per order, distinct
 * ids in ascending order with their counts.
 */
final class NgramCounts {
    /** The longest n-gram that BLEU and CIDEr count. */
    static final int ORDERS = 4;

    private final int length;
    private final int[][] ids = new int[ORDERS][];
    private final int[][] counts = new int[ORDERS][];

    private NgramCounts(int length) {
        this.length = length;
    }

    /** Counts the n-grams of a caption, giving ids to those not seen before. */
    static NgramCounts of(List<String> tokens, NgramIndex index) {
        List<String> text = TokenWords.of(tokens);
        int[] words = new int[text.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = index.word(text.get(i));
        }
        NgramCounts result = new NgramCounts(words.length);
        int[] grams = words;
        for (int order = 1; order <= ORDERS; order++) {
            if (order > 1) {
                grams = extend(grams, words, order, index);
            }
            result.count(order, order < ORDERS ? grams.clone() : grams);
        }
        return result;
    }

    /** The number of n-grams of an order, repeats included. */
    int total(int order) {
        return Math.max(0, length - order + 1);
    }

    /** Distinct ids of an order, ascending; not to be changed. */
    int[] ids(int order) {
        return ids[order - 1];
    }

    /** Counts beside {@link #ids}; not to be changed. */
    int[] counts(int order) {
        return counts[order - 1];
    }

    private static int[] extend(int[] shorter, int[] words, int order, NgramIndex index) {
        int[] grams = new int[Math.max(0, words.length - order + 1)];
        for (int i = 0; i < grams.length; i++) {
            grams[i] = index.extend(shorter[i], words[i + order - 1]);
        }
        return grams;
    }

    private void count(int order, int[] grams) {
        Arrays.sort(grams);
        int[] distinct = new int[grams.length];
        int[] times = new int[grams.length];
        int last = -1;
        for (int gram : grams) {
            if (last < 0 || distinct[last] != gram) {
                distinct[++last] = gram;
            }
            times[last]++;
        }
        boolean repeats = last + 1 < grams.length;
        ids[order - 1] = repeats ? Arrays.copyOf(distinct, last + 1) : distinct;
        counts[order - 1] = repeats ? Arrays.copyOf(times, last + 1) : times;
    }
}
