package org.captioner.decoder.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.captioner.decoder.layer.CachedState;
import org.captioner.decoder.layer.GridProjection;
import org.captioner.decoder.layer.LayerNorm;
import org.captioner.decoder.layer.NetworkDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.jspecify.annotations.Nullable;

/**
 * A Transformer decoder (<a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017</a>) with
 * norms before each part, learned positions, and attention over the grid in every layer.
 *
 * <p>Word vectors are tied to the output and, unlike in the paper, not scaled by the root of the
 * width: scaled, the vector of the word just read outweighs all that the layers add to the stream,
 * the tied output repeats that word, and the first epochs go into unlearning it.
 */
final class TransformerDecoder extends NetworkDecoder<GridProjection> {
    private static final float UNSEEN = -1e9f;

    private final TransformerOptions options;
    private final NDArray positions;
    private final List<TransformerLayer> layers = new ArrayList<>();
    private final LayerNorm outputNorm;

    TransformerDecoder(
            DecoderShape shape, TransformerOptions options, NDManager manager, Compute compute) {
        super(shape, options, manager, compute, GridProjection::create);
        this.options = options;
        int width = options.width();
        positions = parameters.normal("positions", 0.02, shape.maximumLength() + 1L, width);
        for (int layer = 0; layer < options.layers(); layer++) {
            layers.add(
                    new TransformerLayer(
                            parameters, products, dropout, "layers." + layer, options));
        }
        outputNorm = LayerNorm.create(parameters, "output.norm", width);
    }

    @Override
    public ImageMemory encodeMemory(NDArray grids, Mode mode) {
        NDArray cells = projection.apply(grids, mode);
        NDList memory = new NDList(2 * layers.size());
        layers.forEach(layer -> memory.addAll(layer.gridKeysAndValues(cells, mode)));
        return new ImageMemory(memory);
    }

    @Override
    public DecoderOutput forward(ImageMemory memory, NDArray images, NDArray words, Mode mode) {
        ImageMemory ofCaptions = memory.rows(images);
        long steps = words.getShape().get(1);
        NDArray mask = causalMask(words.getManager(), steps);
        NDArray x = dropout.apply(embed(words, new NDIndex("0:{}", steps)), mode);
        @Nullable NDArray weights = null;
        for (int layer = 0; layer < layers.size(); layer++) {
            TransformerLayer each = layers.get(layer);
            x = each.attendToWords(x, new NDList(), mask, mode).stream();
            TransformerLayer.GridAttended attended =
                    each.attendToGrid(x, ofLayer(ofCaptions.arrays(), layer), mode);
            weights = attended.weights();
            x = each.feedForward(attended.stream(), mode);
        }
        return new DecoderOutput(
                embedding.logits(outputNorm.apply(x), mode),
                Optional.of(Objects.requireNonNull(weights).mean(new int[] {1})),
                UnaryOperator.identity());
    }

    @Override
    protected CachedState initialState(ImageMemory memory, int beams) {
        return new CachedState(memory, new NDList(), 0, beams);
    }

    @Override
    protected Step step(CachedState state, NDArray words) {
        ImageMemory memory = state.memory();
        long rows = words.getShape().get(0);
        int beams = state.beams();
        int width = options.width();
        NDList cache = new NDList(2 * layers.size());
        int position = state.position();
        NDArray x = embed(words.expandDims(1), new NDIndex("{}:{}", position, position + 1));
        @Nullable NDArray weights = null;
        for (int layer = 0; layer < layers.size(); layer++) {
            TransformerLayer each = layers.get(layer);
            NDList past = position == 0 ? new NDList() : ofLayer(state.cache(), layer);
            TransformerLayer.SelfAttended attendedWords =
                    each.attendToWords(x, past, null, Mode.INFERENCE);
            cache.addAll(attendedWords.keysAndValues());
            // Beams take the place of words: all queries of an image share its keys.
            TransformerLayer.GridAttended attended =
                    each.attendToGrid(
                            attendedWords.stream().reshape(memory.images(), beams, width),
                            ofLayer(memory.arrays(), layer),
                            Mode.INFERENCE);
            weights = attended.weights();
            x = each.feedForward(attended.stream().reshape(rows, 1, width), Mode.INFERENCE);
        }
        return new Step(
                embedding.logits(outputNorm.apply(x.reshape(rows, width)), Mode.INFERENCE),
                Optional.of(
                        Objects.requireNonNull(weights)
                                .mean(new int[] {1})
                                .reshape(rows, shape().cells())),
                state.next(cache));
    }

    private NDArray embed(NDArray words, NDIndex places) {
        return embedding.embed(words).add(positions.get(places));
    }

    private static NDList ofLayer(NDList arrays, int layer) {
        return arrays.subNDList(2 * layer, 2 * layer + 2);
    }

    /** (steps, steps): row i sees columns up to i. */
    private static NDArray causalMask(NDManager manager, long steps) {
        int size = Math.toIntExact(steps);
        float[] mask = new float[size * size];
        for (int row = 0; row < size; row++) {
            for (int column = row + 1; column < size; column++) {
                mask[row * size + column] = UNSEEN;
            }
        }
        return manager.create(mask, new Shape(steps, steps));
    }
}
