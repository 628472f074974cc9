package org.captioner.eval;

/**
 * How often each n-gram of one caption occurs in another, found by comparing every word with every
 * word: captions are short, and no table of n-grams is as fast.
 *
 * <p>In all results, row {@code n - 1} holds at each position the count of the n-gram that ends
 * there; positions where no n-gram of that length ends hold 0.
 */
final class NgramMatches {
    /** The longest n-grams counted. */
    static final int ORDERS = NgramCounts.ORDERS;

    private NgramMatches() {}

    /** How often the n-gram that ends at each position of {@code caption} occurs in the other. */
    static int[][] occurrences(int[] caption, int[] other) {
        int[][] counts = new int[ORDERS][caption.length];
        int[] runs = new int[other.length + 1];
        for (int position = 0; position < caption.length; position++) {
            countAt(caption, position, other, other.length, runs, counts);
        }
        return counts;
    }

    /**
     * For the n-gram that ends at each position, how often it occurred up to and including there.
     */
    static int[][] ranks(int[] caption) {
        int[][] counts = new int[ORDERS][caption.length];
        int[] runs = new int[caption.length + 1];
        for (int position = 0; position < caption.length; position++) {
            countAt(caption, position, caption, position + 1, runs, counts);
        }
        return counts;
    }

    /**
     * Counts at one position among the first words of the other caption.
     *
     * @param runs one beyond each word of the other: how many words up to it equal those up to the
     *     position before; afterwards, up to this position
     */
    private static void countAt(
            int[] caption, int position, int[] other, int words, int[] runs, int[][] counts) {
        int word = caption[position];
        for (int i = words; i > 0; i--) {
            int run = word == other[i - 1] ? runs[i - 1] + 1 : 0;
            runs[i] = run;
            for (int order = Math.min(run, ORDERS); order > 0; order--) {
                counts[order - 1][position]++;
            }
        }
    }
}
