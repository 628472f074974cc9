package org.captioner.eval.meteor;

/**
 * What the matchers need to know of a word. A {@link Lexicon} makes one object per distinct word,
 * so that equal words are the same object; words of different lexicons do not compare.
 */
final class Word {
    private final int stem;
    private final int[] synsets;
    private final long synsetFilter;
    private final boolean function;

    /**
     * @param stem a number that words with the same stem share
     * @param synsets ascending
     * @param function whether it is a function word
     */
    Word(int stem, int[] synsets, boolean function) {
        this.stem = stem;
        this.synsets = synsets;
        this.function = function;
        long filter = 0;
        for (int synset : synsets) {
            filter |= 1L << ((synset * 0x9E3779B1) >>> 26);
        }
        this.synsetFilter = filter;
    }

    boolean isFunctionWord() {
        return function;
    }

    boolean sharesStem(Word other) {
        return stem == other.stem;
    }

    boolean sharesSynset(Word other) {
        // Most pairs share nothing, and the filter says so without looking at the lists.
        if ((synsetFilter & other.synsetFilter) == 0) {
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
