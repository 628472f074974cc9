package org.captioner.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * A caption of one photo. The same record goes from the search to whatever writes it.
 *
 * @param text the sentence as a person would write it; empty if the search found no word
 * @param words the decoder's tokens, without markers
 * @param logProbability natural logarithm of the probability of the words and the end marker
 * @param score the log probability after length normalisation, by which captions of one photo are
 *     ranked
 * @param details of each decoding step, where {@link CaptionOptions} asked for them
 * @param alternatives the next best captions of the photo, best first; empty unless {@link
 *     CaptionOptions} asked for several
 */
public record Caption(
        String text,
        List<String> words,
        double logProbability,
        double score,
        Optional<WordDetails> details,
        List<Caption> alternatives) {
    public Caption {
        words = List.copyOf(words);
        alternatives = List.copyOf(alternatives);
    }
}
