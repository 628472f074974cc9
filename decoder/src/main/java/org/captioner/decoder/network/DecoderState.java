package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * The state of captions between two decoding steps; only the decoder that made it can read it. One
 * row per caption, image by image.
 */
public interface DecoderState {
    /**
     * Keeps some rows, in a new order: row {@code i} of the result is row {@code rows[i]} of this.
     *
     * @param rows (rows) int64; a row stays with its image
     */
    DecoderState select(NDArray rows);

    /**
     * Arrays that are the same in the states of all steps, such as encoded images: a search keeps
     * them until its end, while the rest of a state may be freed once the next step has been made.
     */
    NDList shared();
}
