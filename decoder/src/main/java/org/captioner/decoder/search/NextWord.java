package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.captioner.dataset.text.Vocabulary;

/** Log probabilities of next words with those ruled out that no sentence may contain. */
final class NextWord {
    /** Far below any log probability, yet safe to add to. */
    static final float IMPOSSIBLE = -1e9f;

    /** What is still a log probability rather than a sum with {@link #IMPOSSIBLE}. */
    static final float LEAST_POSSIBLE = -1e8f;

    private final NDArray allowed;

    NextWord(NDManager manager, int vocabulary) {
        float[] penalty = new float[vocabulary];
        for (int marker : new int[] {Vocabulary.PAD, Vocabulary.START, Vocabulary.UNKNOWN}) {
            penalty[marker] = IMPOSSIBLE;
        }
        allowed = manager.create(penalty);
    }

    /** (rows, vocabulary) logits to log probabilities; the excluded keep no chance. */
    NDArray logProbabilities(NDArray logits) {
        return logits.logSoftmax(-1).add(allowed);
    }

    /** The words every row starts from. */
    static NDArray starts(NDManager manager, int rows) {
        long[] words = new long[rows];
        Arrays.fill(words, Vocabulary.START);
        return manager.create(words);
    }
}
