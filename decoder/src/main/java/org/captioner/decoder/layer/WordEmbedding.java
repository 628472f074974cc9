package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Parameters;

/**
 * Word vectors, tied: the same matrix turns words into vectors and vectors into scores of words
 * (Press and Wolf 2017).
 *
 * @param weight (vocabulary, width)
 * @param bias (vocabulary), of the scores
 * @param products that compute scores
 */
public record WordEmbedding(NDArray weight, NDArray bias, Products products) {
    /** Adds the parameters; vectors start normal with a deviation, biases 0. */
    public static WordEmbedding create(
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
    public NDArray embed(NDArray words) {
        return Embedding.embedding(words, weight, SparseFormat.DENSE).singletonOrThrow();
    }

    /** Vectors (..., width) to logits (..., vocabulary). */
    public NDArray logits(NDArray x, Mode mode) {
        return products.linear(x, weight, bias, mode);
    }
}
