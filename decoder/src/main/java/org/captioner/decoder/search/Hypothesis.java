package org.captioner.decoder.search;

import java.util.List;

/**
 * A sentence that a search found.
 *
 * @param words ids without markers, possibly none
 * @param logProbability natural logarithm of the probability of the words and the end marker
 * @param score what hypotheses are ranked by: the log probability after length normalisation, but
 *     for {@link Consensus}
 */
public record Hypothesis(List<Integer> words, double logProbability, double score) {
    public Hypothesis {
        words = List.copyOf(words);
    }
}
