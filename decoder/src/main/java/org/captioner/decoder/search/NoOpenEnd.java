package org.captioner.decoder.search;

import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.eval.defect.SentenceEnd;

/**
 * No end behind a word that only introduces what follows, nor such a word where the longest
 * sentence ends.
 *
 * @param open ids of these words
 */
record NoOpenEnd(Set<Integer> open) implements Constraint {
    NoOpenEnd {
        open = Set.copyOf(open);
    }

    /** Those of {@link SentenceEnd}. */
    static NoOpenEnd in(Vocabulary vocabulary) {
        return new NoOpenEnd(
                vocabulary.words().stream()
                        .filter(SentenceEnd::isOpenAfter)
                        .map(vocabulary::id)
                        .collect(Collectors.toSet()));
    }

    @Override
    public void ruleOut(List<Integer> sentence, int longest, IntConsumer forbid) {
        if (!sentence.isEmpty() && open.contains(sentence.get(sentence.size() - 1))) {
            forbid.accept(Vocabulary.END);
        }
        if (sentence.size() == longest - 1) {
            open.forEach(forbid::accept);
        }
    }
}
