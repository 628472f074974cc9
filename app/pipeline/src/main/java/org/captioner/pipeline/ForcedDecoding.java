package org.captioner.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.DecoderState;
import org.captioner.decoder.network.IncrementalDecoder;

/**
 * Forced decoding: feeds a decoder the words of captions that a search found, and records what it
 * computes at each step. Searches keep neither attention nor single probabilities, which few
 * callers want and which would slow all others.
 */
final class ForcedDecoding {
    /** Rows decoded together: one size for all, so that rounding does not depend on the batch. */
    private static final int BLOCK = 16;

    private final IncrementalDecoder decoder;

    ForcedDecoding(IncrementalDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Details of captions.
     *
     * @param features one array per encoder, each (captions, cells, channels) float32: row by row
     *     the photo of each caption
     * @param captions word ids without markers
     */
    List<WordDetails> run(NDList features, List<List<Integer>> captions) {
        List<WordDetails> details = new ArrayList<>(captions.size());
        for (int from = 0; from < captions.size(); from += BLOCK) {
            int to = Math.min(captions.size(), from + BLOCK);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDList rows = new NDList(features.size());
                for (NDArray each : features) {
                    rows.add(block(each, from, to));
                }
                details.addAll(decode(rows, captions.subList(from, to)));
            }
        }
        return details;
    }

    /** Some rows, the last repeated until they fill a block. */
    private static NDArray block(NDArray features, int from, int to) {
        NDList rows = new NDList(features.get(new NDIndex("{}:{}", from, to)));
        NDArray last = features.get(new NDIndex("{}:{}", to - 1, to));
        for (int missing = to - from; missing < BLOCK; missing++) {
            rows.add(last);
        }
        return NDArrays.concat(rows, 0);
    }

    private List<WordDetails> decode(NDList features, List<List<Integer>> captions) {
        List<Draft> drafts = captions.stream().map(Draft::of).toList();
        int longest = captions.stream().mapToInt(List::size).max().orElse(0);
        DecoderState state = decoder.initialState(features, 1);
        NDManager manager = features.get(0).getManager();
        long[] previous = new long[BLOCK];
        Arrays.fill(previous, Vocabulary.START);
        for (int position = 0; position <= longest; position++) {
            IncrementalDecoder.Step step = decoder.step(state, manager.create(previous));
            float[] scores = step.logits().logSoftmax(-1).toFloatArray();
            float[] attention = step.attention().map(NDArray::toFloatArray).orElse(new float[0]);
            for (int row = 0; row < drafts.size(); row++) {
                Draft draft = drafts.get(row);
                if (position <= draft.words().size()) {
                    int word = draft.word(position);
                    int first = row * (scores.length / BLOCK);
                    draft.logProbabilities().add((double) scores[first + word]);
                    if (word != Vocabulary.END && attention.length > 0) {
                        draft.attention().add(map(attention, row * (attention.length / BLOCK)));
                    }
                    previous[row] = word;
                }
            }
            state = step.next();
        }
        return drafts.stream().map(Draft::details).toList();
    }

    /** What is known of one caption so far. */
    private record Draft(
            List<Integer> words, List<Double> logProbabilities, List<AttentionMap> attention) {
        static Draft of(List<Integer> words) {
            return new Draft(words, new ArrayList<>(), new ArrayList<>());
        }

        /** The word at a position, the end marker behind the last. */
        int word(int position) {
            return position == words.size() ? Vocabulary.END : words.get(position);
        }

        WordDetails details() {
            return new WordDetails(logProbabilities, attention);
        }
    }

    private AttentionMap map(float[] weights, int from) {
        DecoderShape shape = decoder.shape();
        List<Float> cells = new ArrayList<>(shape.cells());
        for (int cell = 0; cell < shape.cells(); cell++) {
            cells.add(weights[from + cell]);
        }
        return new AttentionMap(shape.rows(), shape.columns(), cells);
    }
}
