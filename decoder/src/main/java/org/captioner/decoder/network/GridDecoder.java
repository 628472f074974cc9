package org.captioner.decoder.network;

import ai.djl.ndarray.NDManager;
import org.captioner.encoder.tensor.Parameters;

/**
 * What every decoder of a grid has: its weights, a projection of the cells to its width, tied word
 * vectors, and dropout. Subclasses add what happens between words.
 */
abstract class GridDecoder implements CaptionDecoder {
    /** Of word vectors at the start: small beside what layers add to them. */
    private static final double WORD_DEVIATION = 0.05;

    final Parameters parameters;
    final Products products;
    final GridProjection projection;
    final WordEmbedding embedding;
    final Dropout dropout;

    private final DecoderShape shape;
    private final DecoderOptions options;

    /** Makes the shared parts with fresh weights, children of {@code manager}. */
    GridDecoder(
            DecoderShape shape, DecoderOptions options, NDManager manager, Precision precision) {
        this.shape = shape;
        this.options = options;
        int width = options.width();
        parameters = new Parameters(manager);
        products = new Products(precision);
        projection = GridProjection.create(parameters, products, shape, width, options.dropout());
        embedding =
                WordEmbedding.create(
                        parameters, products, "words", shape.vocabulary(), width, WORD_DEVIATION);
        dropout = new Dropout(options.dropout());
    }

    @Override
    public final DecoderShape shape() {
        return shape;
    }

    @Override
    public final DecoderOptions options() {
        return options;
    }

    @Override
    public final Parameters parameters() {
        return parameters;
    }

    @Override
    public void close() {
        parameters.close();
        products.close();
    }
}
