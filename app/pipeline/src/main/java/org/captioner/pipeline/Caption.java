package org.captioner.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.captioner.pipeline.confidence.Evidence;

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
 * @param agreement of the search's other sentences with this one, in [0, 1], as {@link
 *     org.captioner.pipeline.confidence.WordAgreement} counts it; empty if there were none. A
 *     search that several captions were asked of holds more sentences, which may change it a little
 * @param confidence in [0, 1], to four decimals: the CIDEr to be expected relative to a person's,
 *     near 0 for a photo unlike the training photos; empty for alternatives, and if the model was
 *     not calibrated for it ({@link org.captioner.pipeline.confidence.CaptionConfidence})
 */
public record Caption(
        String text,
        List<String> words,
        double logProbability,
        double score,
        Optional<WordDetails> details,
        List<Caption> alternatives,
        OptionalDouble agreement,
        OptionalDouble confidence) {
    public Caption {
        words = List.copyOf(words);
        alternatives = List.copyOf(alternatives);
    }

    /** A caption of which no confidence is known. */
    public Caption(
            String text,
            List<String> words,
            double logProbability,
            double score,
            Optional<WordDetails> details,
            List<Caption> alternatives) {
        this(
                text,
                words,
                logProbability,
                score,
                details,
                alternatives,
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** What the search says for this caption. */
    public Evidence evidence() {
        return Evidence.of(logProbability, words.size(), agreement);
    }

    /** The same caption with a confidence. */
    public Caption withConfidence(double value) {
        return new Caption(
                text,
                words,
                logProbability,
                score,
                details,
                alternatives,
                agreement,
                OptionalDouble.of(value));
    }
}
