package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderState;
import org.captioner.decoder.network.Mode;

/**
 * A decoder on its way through the sentences of some images, which every search leads in turn:
 * {@link #logProbabilities} tells what may come next, {@link #advance} what does.
 *
 * <p>Memory of a step is freed once the step after it has been made, so that a long search needs no
 * more than a short one.
 */
final class Decoding implements AutoCloseable {
    /** Far below any log probability, yet safe to add to. */
    static final float IMPOSSIBLE = -1e9f;

    /** What is still a log probability rather than a sum with {@link #IMPOSSIBLE}. */
    static final float LEAST_POSSIBLE = -1e8f;

    private final CaptionDecoder decoder;
    private final NDManager manager;
    private final NDArray penalty;
    private final int images;
    private NDScope scope = open();
    private DecoderState state;
    private NDArray words;

    /**
     * Looks at images.
     *
     * @param grids (images, cells, channels)
     * @param beams sentences of each image
     */
    Decoding(CaptionDecoder decoder, NDArray grids, int beams) {
        this.decoder = decoder;
        manager = grids.getManager();
        images = Math.toIntExact(grids.getShape().get(0));
        penalty = manager.create(penalties(decoder.shape().vocabulary()));
        NDScope.unregister(penalty);
        state = decoder.initialState(decoder.encodeMemory(grids, Mode.INFERENCE), beams);
        NDScope.unregister(state.memory().arrays());
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
    static int longest(SearchOptions options, CaptionDecoder decoder) {
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
        CaptionDecoder.Step step = decoder.step(state, words);
        NDArray scores = step.logits().logSoftmax(-1).addi(penalty);
        state = step.next();
        before.close();
        return scores;
    }

    /**
     * Goes on.
     *
     * @param next word of each row
     */
    void advance(long[] next) {
        words = manager.create(next);
    }

    /**
     * Goes on from other rows.
     *
     * @param parents which row's sentence each row goes on with; a row stays with its image
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
        state.memory().arrays().close();
    }
}
