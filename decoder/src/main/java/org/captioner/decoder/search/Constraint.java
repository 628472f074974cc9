package org.captioner.decoder.search;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * A rule that a sentence must keep, told word by word. {@link Decoding} asks it before every word,
 * so that each search keeps it. Immutable; threads may share one.
 */
interface Constraint {
    /**
     * Names the words that may not come next; the end marker counts as a word. Where no word is
     * left, a sentence may end whatever was ruled out.
     *
     * @param sentence word ids so far, without markers
     * @param longest sentence, in words
     * @param forbid is given ids, repeated ones too
     */
    void ruleOut(List<Integer> sentence, int longest, IntConsumer forbid);
}
