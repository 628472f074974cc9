package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import org.captioner.encoder.tensor.Parameters;

/**
 * Scores of additive attention (<a href="https://arxiv.org/abs/1409.0473">Bahdanau et al.
 * 2015</a>): {@code e_i = v . tanh(k_i + q)} for keys {@code k_i} and a query {@code q}.
 *
 * @param score {@code v}, (attention, 1)
 */
public record AdditiveAttention(NDArray score) {
    /** Adds the parameter, uniform within {@code 1/sqrt(width)}. */
    public static AdditiveAttention create(Parameters parameters, String name, int width) {
        return new AdditiveAttention(parameters.uniform(name, 1 / Math.sqrt(width), width, 1));
    }

    /**
     * Scores every key for every query of its image.
     *
     * @param keys (images, cells, attention)
     * @param queries (images * n, attention), n of each image: beams, or the steps of a caption
     * @return (images, n, cells)
     */
    public NDArray scores(NDArray keys, NDArray queries) {
        long images = keys.getShape().get(0);
        long cells = keys.getShape().get(1);
        long width = keys.getShape().get(2);
        NDArray joined = keys.expandDims(1).add(queries.reshape(images, -1, 1, width));
        return scores(joined).reshape(images, -1, cells);
    }

    /** Scores sums of key and query: (..., attention) to (..., 1). */
    public NDArray scores(NDArray sums) {
        return sums.tanh().matMul(score);
    }
}
