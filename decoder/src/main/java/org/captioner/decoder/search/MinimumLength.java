package org.captioner.decoder.search;

import java.util.List;
import java.util.function.IntConsumer;
import org.captioner.dataset.text.Vocabulary;

/** No end before {@code words} words. */
record MinimumLength(int words) implements Constraint {
    @Override
    public void ruleOut(List<Integer> sentence, int longest, IntConsumer forbid) {
        if (sentence.size() < words) {
            forbid.accept(Vocabulary.END);
        }
    }
}
