package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;

/**
 * What a search needs of a decoder: an initial state, and the decoding step that scores the next
 * word of every row. A trained network implements it, and so does an {@link EnsembleDecoder}.
 *
 * <pre>{@code
 * DecoderState state = decoder.initialState(new NDList(grids), beams);
 * IncrementalDecoder.Step step = decoder.step(state, startMarkers);
 * IncrementalDecoder.Step second = decoder.step(step.next().select(parents), words);
 * }</pre>
 *
 * <p>Arrays belong to the caller's scope; wrap each call sequence in an {@code NDScope}. Any number
 * of threads may decode at once, each with states of its own, as long as no thread trains or
 * freezes the decoder.
 */
public interface IncrementalDecoder {
    /** The features, vocabulary and length that the decoder fits. */
    DecoderShape shape();

    /**
     * The state before the first word of {@code beams} captions per image.
     *
     * @param features one array per encoder, each (images, cells, channels) float32; a single
     *     decoder reads the first
     * @param beams rows per image
     * @return rows image by image: image 0's beams, then image 1's
     */
    DecoderState initialState(NDList features, int beams);

    /**
     * Scores the next word.
     *
     * @param state of this decoder
     * @param words (rows) int64: the last word of each row, the start marker at first
     */
    Step step(DecoderState state, NDArray words);

    /**
     * The result of a decoding step.
     *
     * @param logits (rows, vocabulary)
     * @param attention (rows, cells), each row at least 0 and summing to at most 1; what is missing
     *     to 1 went to something other than the grid; empty where the decoder has no attention
     * @param next the state after {@code words}
     */
    record Step(NDArray logits, Optional<NDArray> attention, DecoderState next) {}
}
