package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import org.captioner.encoder.tensor.Parameters;

/**
 * Word vectors, tied: the same matrix turns words into vectors and vectors into scores of words
 * (Press and Wolf 2017).
 *
 * @param weight (vocabulary, width)
 * @param bias (vocabulary), of the scores
 * @param products that compute scores
 */
record WordEmbedding(NDArray weight, NDArray bias, Products products) {
    static WordEmbedding create(
            Parameters parameters,
            Products products,
            String name,
            long vocabulary,
            long width,
            double deviation) {
        return new WordEmbedding(
                parameters.normal(name + ".weight", deviation, vocabulary, width),
                parameters.constant(name + ".bias", 0, vocabulary),
                products);
    }

    /** Word ids (...) int64 to vectors (..., width). */
    NDArray embed(NDArray words) {
        return Embedding.embedding(words, weight, SparseFormat.DENSE).singletonOrThrow();
    }

    /** Vectors (..., width) to logits (..., vocabulary). */
    NDArray logits(NDArray x, Mode mode) {
        return products.linear(x, weight, bias, mode);
    }
}
