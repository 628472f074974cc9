package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.DecoderState;
import org.captioner.decoder.network.IncrementalDecoder;

/**
 * The decoding loop that all searches share: {@link #logProbabilities} scores the next word of
 * every row, {@link #advance} feeds the words that were chosen.
 *
 * <p>Memory of a step is freed once the step after it has been made, so that a long search needs no
 * more than a short one.
 */
final class Decoding implements AutoCloseable {
    /** Far below any log probability, yet safe to add to. */
    static final float IMPOSSIBLE = -1e9f;

    /** What is still a log probability rather than a sum with {@link #IMPOSSIBLE}. */
    static final float LEAST_POSSIBLE = -1e8f;

    private final IncrementalDecoder decoder;
    private final NDManager manager;
    private final NDArray penalty;
    private final int images;
    private NDScope scope = open();
    private DecoderState state;
    private NDArray words;

    /**
     * Makes the initial state.
     *
     * @param features one array per encoder, each (images, cells, channels)
     * @param beams sentences of each image
     */
    Decoding(IncrementalDecoder decoder, NDList features, int beams) {
        this.decoder = decoder;
        manager = features.head().getManager();
        images = Math.toIntExact(features.head().getShape().get(0));
        penalty = manager.create(penalties(decoder.shape().vocabulary()));
        NDScope.unregister(penalty);
        state = decoder.initialState(features, beams);
        NDScope.unregister(state.shared());
        long[] starts = new long[images * beams];
        Arrays.fill(starts, Vocabulary.START);
        words = manager.create(starts);
    }

    /** No sentence may contain these. */
    private static float[] penalties(int vocabulary) {
        float[] penalties = new float[vocabulary];
        for (int marker : new int[] {Vocabulary.PAD, Vocabulary.START, Vocabulary.UNKNOWN}) {
            penalties[marker] = IMPOSSIBLE;
        }
        return penalties;
    }

    private static NDScope open() {
        NDScope scope = new NDScope();
        scope.suppressNotUsedWarning();
        return scope;
    }

    int images() {
        return images;
    }

    /** The longest sentence that options and decoder allow, in words. */
    static int longest(SearchOptions options, IncrementalDecoder decoder) {
        return Math.min(options.maximumLength(), decoder.shape().maximumLength());
    }

    /**
     * Log probabilities of every row's next word; {@link #IMPOSSIBLE} or less for words that no
     * sentence may contain. Call {@link #advance} before the next call.
     *
     * @return (images * beams, vocabulary), for the caller to change; valid until the next call
     */
    NDArray logProbabilities() {
        NDScope before = scope;
        scope = open();
        IncrementalDecoder.Step step = decoder.step(state, words);
        NDArray scores = step.logits().logSoftmax(-1).addi(penalty);
        state = step.next();
        before.close();
        return scores;
    }

    /**
     * Feeds the next words.
     *
     * @param next word of each row
     */
    void advance(long[] next) {
        words = manager.create(next);
    }

    /**
     * Selects rows and feeds their next words.
     *
     * @param parents which row's sentence each row continues; a row stays with its image
     * @param next word of each row
     */
    void advance(long[] parents, long[] next) {
        state = state.select(manager.create(parents));
        advance(next);
    }

    /** A column of one number a row. */
    NDArray column(float[] values) {
        return manager.create(values, new Shape(values.length, 1));
    }

    @Override
    public void close() {
        scope.close();
        penalty.close();
        state.shared().close();
    }
}
