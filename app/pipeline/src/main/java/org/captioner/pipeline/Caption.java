package org.captioner.pipeline;

import java.util.List;

/**
 * What a photo shows, in a sentence.
 *
 * @param text the sentence as a person would write it
 * @param words its words as the decoder said them
 * @param logProbability natural logarithm of the sentence's probability under the model
 * @param score after length normalisation; compares sentences of one photo
 */
public record Caption(String text, List<String> words, double logProbability, double score) {
    public Caption {
        words = List.copyOf(words);
    }
}
