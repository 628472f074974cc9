package org.captioner.decoder.search;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private final Constraints constraints;
    private final int images;
    private final int longest;
    private List<List<Integer>> sentences = new ArrayList<>();
    private NDScope scope = open();
    private DecoderState state;
    private NDArray words;

    /**
     * Makes the initial state.
     *
     * @param features one array per encoder, each (images, cells, channels)
     * @param beams sentences of each image
     * @param longest sentence in words, at which a search closes it whatever the constraints say
     */
    Decoding(
            IncrementalDecoder decoder,
            NDList features,
            int beams,
            int longest,
            Constraints constraints) {
        this.decoder = decoder;
        this.longest = longest;
        this.constraints = constraints;
        manager = features.head().getManager();
        images = Math.toIntExact(features.head().getShape().get(0));
        penalty = manager.create(penalties(decoder.shape().vocabulary()));
        NDScope.unregister(penalty);
        state = decoder.initialState(features, beams);
        NDScope.unregister(state.shared());
        long[] starts = new long[images * beams];
        Arrays.fill(starts, Vocabulary.START);
        words = manager.create(starts);
        for (int row = 0; row < starts.length; row++) {
            sentences.add(List.of());
        }
    }

    /** No sentence may contain these. */
    private float[] penalties(int vocabulary) {
        float[] penalties = new float[vocabulary];
        constraints.forbidden().forEach(word -> penalties[word] = IMPOSSIBLE);
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
     * sentence may contain, and for those that constraints rule out behind this one. Call {@link
     * #advance} before the next call.
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
        return constraints.watchSentences() ? constrained(scores) : scores;
    }

    private NDArray constrained(NDArray scores) {
        int vocabulary = decoder.shape().vocabulary();
        List<List<Integer>> ruledOut = new ArrayList<>(sentences.size());
        int most = 0;
        for (List<Integer> sentence : sentences) {
            boolean over = sentence.size() >= longest || sentence.contains(Vocabulary.END);
            List<Integer> ids =
                    over ? List.of() : constraints.ruledOut(sentence, longest, vocabulary);
            ruledOut.add(ids);
            most = Math.max(most, ids.size());
        }
        if (most == 0) {
            return scores;
        }
        // Rows with fewer words repeat a marker, which is impossible anyway.
        long[] index = new long[ruledOut.size() * most];
        Arrays.fill(index, Vocabulary.PAD);
        for (int row = 0; row < ruledOut.size(); row++) {
            for (int i = 0; i < ruledOut.get(row).size(); i++) {
                index[row * most + i] = ruledOut.get(row).get(i);
            }
        }
        Shape shape = new Shape(ruledOut.size(), most);
        return scores.scatter(manager.create(index, shape), manager.full(shape, IMPOSSIBLE), 1);
    }

    /**
     * Feeds the next words.
     *
     * @param next word of each row
     */
    void advance(long[] next) {
        words = manager.create(next);
        if (constraints.watchSentences()) {
            List<List<Integer>> longer = new ArrayList<>(next.length);
            for (int row = 0; row < next.length; row++) {
                List<Integer> sentence = new ArrayList<>(sentences.get(row));
                sentence.add(Math.toIntExact(next[row]));
                longer.add(sentence);
            }
            sentences = longer;
        }
    }

    /**
     * Selects rows and feeds their next words.
     *
     * @param parents which row's sentence each row continues; a row stays with its image
     * @param next word of each row
     */
    void advance(long[] parents, long[] next) {
        state = state.select(manager.create(parents));
        List<List<Integer>> before = sentences;
        sentences = Arrays.stream(parents).mapToObj(row -> before.get((int) row)).toList();
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
