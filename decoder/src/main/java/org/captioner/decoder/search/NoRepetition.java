package org.captioner.decoder.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntConsumer;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.eval.defect.Repetition;

/** No {@link Repetition}, as the count of defects defines it. */
record NoRepetition(Vocabulary vocabulary) implements Constraint {
    @Override
    public void ruleOut(List<Integer> sentence, int longest, IntConsumer forbid) {
        List<String> words = new ArrayList<>(sentence.size() + 1);
        sentence.forEach(id -> words.add(vocabulary.word(id)));
        int next = words.size();
        words.add("");
        // The word that completes a repetition occurs before.
        for (int id : new LinkedHashSet<>(sentence)) {
            words.set(next, vocabulary.word(id));
            if (Repetition.isAtEndOf(words)) {
                forbid.accept(id);
            }
        }
    }
}
