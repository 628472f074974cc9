package org.captioner.decoder.search;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * No sequence of {@code length} words twice in a sentence (<a
 * href="https://arxiv.org/abs/1705.04304">Paulus et al. 2017</a>).
 *
 * @param length at least 1; 1 lets no word come twice
 */
record NgramBlocking(int length) implements Constraint {
    @Override
    public void ruleOut(List<Integer> sentence, int longest, IntConsumer forbid) {
        int last = sentence.size() - length + 1;
        if (last < 0) {
            return;
        }
        List<Integer> start = sentence.subList(last, sentence.size());
        for (int from = 0; from < last; from++) {
            if (sentence.subList(from, from + length - 1).equals(start)) {
                forbid.accept(sentence.get(from + length - 1));
            }
        }
    }
}
