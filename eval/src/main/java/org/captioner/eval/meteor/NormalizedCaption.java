package org.captioner.eval.meteor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A normalised caption, ready to be matched. */
final class NormalizedCaption {
    private final Word[] words;
    private final List<Phrase> phrases;

    NormalizedCaption(List<String> tokens, Lexicon lexicon, Optional<ParaphraseTable> paraphrases) {
        words = lexicon.words(tokens);
        phrases = paraphrases.map(table -> table.phrases(tokens)).orElse(List.of());
    }

    int length() {
        return words.length;
    }

    Word word(int position) {
        return words[position];
    }

    /** Its runs of words that the paraphrase table knows, by start. */
    List<Phrase> phrases() {
        return phrases;
    }

    /** The number of function words among {@code length} words from {@code start}. */
    int functionWords(int start, int length) {
        int count = 0;
        for (int i = start; i < start + length; i++) {
            if (words[i].isFunctionWord()) {
                count++;
            }
        }
        return count;
    }

    /** Whether both have the same words. */
    boolean sameWords(NormalizedCaption other) {
        return Arrays.equals(words, other.words);
    }
}
