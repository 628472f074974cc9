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
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.DecoderState;
import org.captioner.decoder.network.Mode;

/**
 * Forced decoding: feeds a decoder the words of captions that a search found, and records what it
 * computes at each step. Searches keep neither attention nor single probabilities, which few
 * callers want and which would slow all others.
 */
final class ForcedDecoding {
    /** Rows decoded together: one size for all, so that rounding does not depend on the batch. */
    private static final int BLOCK = 16;

    private final CaptionDecoder decoder;

    ForcedDecoding(CaptionDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * Details of one caption for each photo.
     *
     * @param grids (captions, cells, channels) float32: the photo of each caption
     * @param captions word ids without markers
     */
    List<WordDetails> run(NDArray grids, List<List<Integer>> captions) {
        List<WordDetails> details = new ArrayList<>(captions.size());
        for (int from = 0; from < captions.size(); from += BLOCK) {
            int to = Math.min(captions.size(), from + BLOCK);
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDList rows = new NDList(grids.get(new NDIndex("{}:{}", from, to)));
                NDArray last = grids.get(new NDIndex("{}:{}", to - 1, to));
                for (int missing = to - from; missing < BLOCK; missing++) {
                    rows.add(last);
                }
                details.addAll(block(NDArrays.concat(rows, 0), captions.subList(from, to)));
            }
        }
        return details;
    }

    private List<WordDetails> block(NDArray grids, List<List<Integer>> captions) {
        NDManager manager = grids.getManager();
        int longest = captions.stream().mapToInt(List::size).max().orElse(0);
        List<List<Double>> logProbabilities = new ArrayList<>();
        List<List<AttentionMap>> attention = new ArrayList<>();
        captions.forEach(
                caption -> {
                    logProbabilities.add(new ArrayList<>());
                    attention.add(new ArrayList<>());
                });
        DecoderState state =
                decoder.initialState(decoder.encodeMemory(grids, Mode.INFERENCE), 1);
        long[] previous = new long[BLOCK];
        Arrays.fill(previous, Vocabulary.START);
        for (int position = 0; position <= longest; position++) {
            CaptionDecoder.Step step = decoder.step(state, manager.create(previous));
            float[] scores = step.logits().logSoftmax(-1).toFloatArray();
            float[] weights = step.attention().toFloatArray();
            int vocabulary = scores.length / BLOCK;
            int cells = weights.length / BLOCK;
            for (int row = 0; row < captions.size(); row++) {
                List<Integer> caption = captions.get(row);
                if (position > caption.size()) {
                    continue;
                }
                boolean ended = position == caption.size();
                int word = ended ? Vocabulary.END : caption.get(position);
                logProbabilities.get(row).add((double) scores[row * vocabulary + word]);
                if (!ended) {
                    attention.get(row).add(map(weights, row * cells));
                }
                previous[row] = word;
            }
            state = step.next();
        }
        List<WordDetails> details = new ArrayList<>();
        for (int row = 0; row < captions.size(); row++) {
            details.add(new WordDetails(logProbabilities.get(row), attention.get(row)));
        }
        return details;
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
