package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * Images as attention sees them.
 *
 * @param arrays what the decoder that made it knows how to read; the first axis of each counts
 *     images
 */
public record ImageMemory(NDList arrays) {
    /** The number of images. */
    public int images() {
        return Math.toIntExact(arrays.get(0).getShape().get(0));
    }

    NDArray get(int index) {
        return arrays.get(index);
    }

    /** One image per row of {@code images} (captions) int64, repeated as often as named. */
    ImageMemory rows(NDArray images) {
        NDList selected = new NDList(arrays.size());
        arrays.forEach(array -> selected.add(array.get(images)));
        return new ImageMemory(selected);
    }
}
