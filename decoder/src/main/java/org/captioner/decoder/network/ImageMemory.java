package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;

/**
 * Images as a decoder has encoded them.
 *
 * @param arrays what the decoder that made it knows how to read; the first axis of each counts
 *     images
 */
public record ImageMemory(NDList arrays) {
    /** The number of images. */
    public int images() {
        return Math.toIntExact(arrays.get(0).getShape().get(0));
    }

    /** One of the arrays. */
    public NDArray get(int index) {
        return arrays.get(index);
    }

    /** One image per row of {@code images} (captions) int64, repeated as often as named. */
    public ImageMemory rows(NDArray images) {
        NDList selected = new NDList(arrays.size());
        arrays.forEach(array -> selected.add(repeated(array, images)));
        return new ImageMemory(selected);
    }

    /**
     * By embedding, not by index: the gradient of an index adds up an image's captions in the order
     * in which threads get to them, and equal seeds would give unequal models.
     */
    private static NDArray repeated(NDArray array, NDArray images) {
        NDArray flat = array.reshape(array.getShape().get(0), -1);
        NDArray rows = Embedding.embedding(images, flat, SparseFormat.DENSE).singletonOrThrow();
        Shape image = array.getShape().slice(1);
        return rows.reshape(new Shape(images.size()).addAll(image));
    }
}
