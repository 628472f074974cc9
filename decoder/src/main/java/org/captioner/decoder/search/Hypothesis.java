package org.captioner.decoder.search;

import java.util.List;

/**
 * A sentence that a search found.
 *
 * @param words ids without markers, possibly none
 * @param logProbability natural logarithm of the probability of the words and the end marker
 * @param score the log probability after length normalisation, what hypotheses are ranked by
 */
public record Hypothesis(List<Integer> words, double logProbability, double score) {
    public Hypothesis {
        words = List.copyOf(words);
    }
}
