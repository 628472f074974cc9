package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.captioner.decoder.network.DecoderState;
import org.captioner.decoder.network.ImageMemory;

/**
 * The state of one network: recurrent states, or cached keys and values.
 *
 * @param memory the encoded images
 * @param cache arrays whose first axis counts rows, {@code memory.images() * beams} of them
 * @param position how many words have been fed in
 * @param beams rows per image
 */
public record CachedState(ImageMemory memory, NDList cache, int position, int beams)
        implements DecoderState {
    @Override
    public CachedState select(NDArray rows) {
        NDList selected = new NDList(cache.size());
        cache.forEach(array -> selected.add(array.get(rows)));
        return new CachedState(memory, selected, position, beams);
    }

    /** The state after one more word. */
    public CachedState next(NDList nextCache) {
        return new CachedState(memory, nextCache, position + 1, beams);
    }

    @Override
    public NDList shared() {
        return memory.arrays();
    }
}
