package org.captioner.pipeline;

import java.util.List;

/**
 * What the decoder computed at each decoding step of one caption.
 *
 * @param logProbabilities natural logarithms of each word's probability given the words before it,
 *     then that of the end marker; their sum is the caption's log probability up to rounding
 * @param attention a map for each word, the end marker left out; empty if the decoder has none
 */
public record WordDetails(List<Double> logProbabilities, List<AttentionMap> attention) {
    public WordDetails {
        logProbabilities = List.copyOf(logProbabilities);
        attention = List.copyOf(attention);
    }
}
