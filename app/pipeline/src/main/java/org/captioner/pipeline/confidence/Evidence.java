package org.captioner.pipeline.confidence;

import java.util.OptionalDouble;

/**
 * What a search says for its own caption.
 *
 * @param wordProbability geometric mean of the probabilities of the words and the end marker, in
 *     [0, 1]
 * @param words how many, the end marker left out
 * @param agreement of the search's other sentences with the caption, as {@link WordAgreement}
 *     counts it; empty if it found no others, as greedy search does
 */
public record Evidence(double wordProbability, int words, OptionalDouble agreement) {
    /**
     * Evidence of a caption.
     *
     * @param logProbability of its words and the end marker, in nats
     */
    public static Evidence of(double logProbability, int words, OptionalDouble agreement) {
        return new Evidence(Math.exp(logProbability / (words + 1)), words, agreement);
    }

    /** What the regression without agreement goes by. */
    double[] alone() {
        return new double[] {wordProbability, words};
    }

    /** What the regression with agreement goes by; only if there is any. */
    double[] agreeing() {
        return new double[] {wordProbability, words, agreement.orElseThrow()};
    }
}
