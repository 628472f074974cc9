package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.DecoderState;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Parameters;

/**
 * What every network has: parameters, a projection of features to its width, tied word vectors, and
 * dropout. Subclasses add what happens between words.
 *
 * @param <P> the projection
 */
public abstract class NetworkDecoder<P> implements CaptionDecoder {
    /** Of word vectors at the start: small beside what layers add to them. */
    private static final double WORD_DEVIATION = 0.05;

    protected final Parameters parameters;
    protected final Products products;
    protected final P projection;
    protected final WordEmbedding embedding;
    protected final Dropout dropout;

    private final DecoderShape shape;
    private final DecoderOptions options;

    /** Makes the projection's parameters, the first of a network. */
    @FunctionalInterface
    protected interface ProjectionFactory<P> {
        P create(
                Parameters parameters,
                Products products,
                DecoderShape shape,
                int width,
                Dropout dropout);
    }

    /** Makes the shared parts with fresh parameters, children of {@code manager}. */
    protected NetworkDecoder(
            DecoderShape shape,
            DecoderOptions options,
            NDManager manager,
            Compute compute,
            ProjectionFactory<P> projection) {
        this.shape = shape;
        this.options = options;
        int width = options.width();
        parameters = new Parameters(manager, compute.mostWeights());
        products = new Products(compute);
        dropout = new Dropout(options.dropout(), compute.acceleration());
        this.projection = projection.create(parameters, products, shape, width, dropout);
        embedding =
                WordEmbedding.create(
                        parameters, products, "words", shape.vocabulary(), width, WORD_DEVIATION);
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
    public final DecoderState initialState(NDList features, int beams) {
        return initialState(encodeMemory(features.head(), Mode.INFERENCE), beams);
    }

    @Override
    public final Step step(DecoderState state, NDArray words) {
        return step((CachedState) state, words);
    }

    /** The state before the first word of {@code beams} captions per image. */
    protected abstract CachedState initialState(ImageMemory memory, int beams);

    /** One decoding step from a state that {@link #initialState} or a step has made. */
    protected abstract Step step(CachedState state, NDArray words);

    /** Adds a layer's parameters. */
    protected final Linear linear(String name, long inputs, long outputs) {
        return Linear.create(parameters, products, name, inputs, outputs);
    }

    @Override
    public void freeze() {
        // Weights of products are matrices; those of norms are not.
        products.pack(
                parameters.arrays().entrySet().stream()
                        .filter(each -> each.getKey().endsWith(".weight"))
                        .map(Map.Entry::getValue)
                        .filter(weight -> weight.getShape().dimension() == 2)
                        .toList());
    }

    @Override
    public void close() {
        parameters.close();
        products.close();
    }
}
