package org.captioner.eval.spice;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.captioner.eval.wordnet.WordNet;

/** Words that a scene graph takes to mean one thing, with all their synsets. */
final class Concept {
    private final Set<String> words = new LinkedHashSet<>();
    private int[] synsets;

    /** A concept of one word or phrase; WordNet joins the words of a phrase by underscores. */
    Concept(String word) {
        words.add(word);
        synsets = WordNet.shared().synsetIds(word.replace(' ', '_'));
    }

    /** In the order of arrival. */
    Set<String> words() {
        return Collections.unmodifiableSet(words);
    }

    boolean isExactly(Concept other) {
        return words.equals(other.words);
    }

    /** Whether both share a word or a synset. */
    boolean isSimilarTo(Concept other) {
        return !Collections.disjoint(words, other.words) || shared(synsets, other.synsets) > 0;
    }

    /** 1 if both share a word, otherwise the Jaccard overlap of their synsets. */
    double similarity(Concept other) {
        if (!Collections.disjoint(words, other.words)) {
            return 1;
        }
        int shared = shared(synsets, other.synsets);
        return shared == 0 ? 0 : shared / (double) (synsets.length + other.synsets.length - shared);
    }

    /** Takes over the words and synsets of another. */
    void absorb(Concept other) {
        words.addAll(other.words);
        synsets =
                IntStream.concat(Arrays.stream(synsets), Arrays.stream(other.synsets))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    private static int shared(int[] left, int[] right) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length) {
            if (left[i] == right[j]) {
                shared++;
                i++;
                j++;
            } else if (left[i] < right[j]) {
                i++;
            } else {
                j++;
            }
        }
        return shared;
    }

    @Override
    public String toString() {
        return String.join("/", words);
    }
}
