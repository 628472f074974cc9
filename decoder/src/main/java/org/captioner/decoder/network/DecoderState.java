package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Where captions stand between two words: recurrent states, or cached keys and values.
 *
 * @param memory the images looked at
 * @param cache arrays whose first axis counts rows, {@code memory.images() * beams} of them
 * @param position how many words have been fed in
 * @param beams rows per image
 */
public record DecoderState(ImageMemory memory, NDList cache, int position, int beams) {
    /**
     * Keeps some rows, in a new order: row {@code i} of the result is row {@code rows[i]} of this.
     *
     * @param rows (rows) int64; a row stays with its image
     */
    public DecoderState select(NDArray rows) {
        NDList selected = new NDList(cache.size());
        cache.forEach(array -> selected.add(array.get(rows)));
        return new DecoderState(memory, selected, position, beams);
    }
}
