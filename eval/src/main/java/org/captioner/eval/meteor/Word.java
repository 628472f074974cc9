package org.captioner.eval.meteor;

/**
 * What the matchers need to know of a word. A {@link Lexicon} makes one object per distinct word,
 * so that equal words are the same object; words of different lexicons do not compare.
 */
final class Word {
    private final int stem;
    private final int[] synsets;
    private final boolean function;
    // A bit per synset, so that most pairs that share nothing are told apart at once.
    private final long filter0;
    private final long filter1;
    private final long filter2;
    private final long filter3;

    /**
     * @param stem a number that words with the same stem share
     * @param synsets ascending
     * @param function whether it is a function word
     */
    Word(int stem, int[] synsets, boolean function) {
        this.stem = stem;
        this.synsets = synsets;
        this.function = function;
        long[] filter = new long[4];
        for (int synset : synsets) {
            int hash = (synset * 0x9E3779B1) >>> 24;
            filter[hash >>> 6] |= 1L << hash;
        }
        filter0 = filter[0];
        filter1 = filter[1];
        filter2 = filter[2];
        filter3 = filter[3];
    }

    boolean isFunctionWord() {
        return function;
    }

    boolean sharesStem(Word other) {
        return stem == other.stem;
    }

    boolean sharesSynset(Word other) {
        long common =
                (filter0 & other.filter0)
                        | (filter1 & other.filter1)
                        | (filter2 & other.filter2)
                        | (filter3 & other.filter3);
        if (common == 0) {
            return false;
        }
        for (int i = 0, j = 0; i < synsets.length && j < other.synsets.length; ) {
            if (synsets[i] == other.synsets[j]) {
                return true;
            }
            if (synsets[i] < other.synsets[j]) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }
}
