package org.captioner.decoder.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import org.captioner.decoder.layer.Dropout;
import org.captioner.decoder.layer.LayerNorm;
import org.captioner.decoder.layer.Linear;
import org.captioner.decoder.layer.Products;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Parameters;
import org.captioner.encoder.tensor.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * One pre-norm decoder layer (Vaswani et al. 2017; Xiong et al. 2020 for the norms' place): each of
 * self-attention, attention over the grid and feed-forward reads a normalised copy and adds to the
 * stream.
 */
final class TransformerLayer {
    private final int width;
    private final int heads;
    private final LayerNorm selfNorm;
    private final Linear selfQueryKeyValue;
    private final Linear selfOutput;
    private final LayerNorm gridNorm;
    private final Linear gridQuery;
    private final Linear gridKeyValue;
    private final Linear gridOutput;
    private final LayerNorm feedForwardNorm;
    private final Linear feedForwardIn;
    private final Linear feedForwardOut;
    private final Dropout dropout;

    TransformerLayer(
            Parameters parameters,
            Products products,
            Dropout dropout,
            String name,
            TransformerOptions options) {
        width = options.width();
        heads = options.heads();
        selfNorm = LayerNorm.create(parameters, name + ".self.norm", width);
        selfQueryKeyValue =
                Linear.create(parameters, products, name + ".self.qkv", width, 3L * width);
        selfOutput = Linear.create(parameters, products, name + ".self.output", width, width);
        gridNorm = LayerNorm.create(parameters, name + ".grid.norm", width);
        gridQuery = Linear.create(parameters, products, name + ".grid.query", width, width);
        gridKeyValue = Linear.create(parameters, products, name + ".grid.kv", width, 2L * width);
        gridOutput = Linear.create(parameters, products, name + ".grid.output", width, width);
        feedForwardNorm = LayerNorm.create(parameters, name + ".feedforward.norm", width);
        feedForwardIn =
                Linear.create(
                        parameters,
                        products,
                        name + ".feedforward.in",
                        width,
                        options.feedForward());
        feedForwardOut =
                Linear.create(
                        parameters,
                        products,
                        name + ".feedforward.out",
                        options.feedForward(),
                        width);
        this.dropout = dropout;
    }

    /** Keys (images, heads, width/heads, cells) and values (images, heads, cells, width/heads). */
    NDList gridKeysAndValues(NDArray cells, Mode mode) {
        NDList parts = gridKeyValue.apply(cells, mode).split(2, 2);
        return new NDList(byHead(parts.get(0)).transpose(0, 1, 3, 2), byHead(parts.get(1)));
    }

    /**
     * Self-attention over the words so far.
     *
     * @param x (rows, steps, width)
     * @param past cached keys and values (rows, heads, past steps, width/heads), or empty
     * @param mask (steps, steps) added to scores, 0 or very negative; null where every step may be
     *     seen
     */
    SelfAttended attendToWords(NDArray x, NDList past, @Nullable NDArray mask, Mode mode) {
        NDList parts = selfQueryKeyValue.apply(selfNorm.apply(x), mode).split(3, 2);
        NDArray keys = byHead(parts.get(1));
        NDArray values = byHead(parts.get(2));
        if (!past.isEmpty()) {
            keys = past.get(0).concat(keys, 2);
            values = past.get(1).concat(values, 2);
        }
        NDArray scores = byHead(scaled(parts.get(0))).matMul(keys.transpose(0, 1, 3, 2));
        if (mask != null) {
            scores = scores.add(mask);
        }
        NDArray attended = joined(scores.softmax(-1).matMul(values));
        return new SelfAttended(
                x.add(dropout.apply(selfOutput.apply(attended, mode), mode)),
                new NDList(keys, values));
    }

    /**
     * Attention over the grid.
     *
     * @param x (images, queries, width): words of a caption, or beams of an image
     * @param keysAndValues of {@link #gridKeysAndValues}, one entry per row of {@code x}
     */
    GridAttended attendToGrid(NDArray x, NDList keysAndValues, Mode mode) {
        NDArray queries = byHead(scaled(gridQuery.apply(gridNorm.apply(x), mode)));
        NDArray weights = queries.matMul(keysAndValues.get(0)).softmax(-1);
        NDArray attended = joined(weights.matMul(keysAndValues.get(1)));
        return new GridAttended(
                x.add(dropout.apply(gridOutput.apply(attended, mode), mode)), weights);
    }

    NDArray feedForward(NDArray x, Mode mode) {
        NDArray hidden = Activation.gelu(feedForwardIn.apply(feedForwardNorm.apply(x), mode));
        return x.add(dropout.apply(feedForwardOut.apply(hidden, mode), mode));
    }

    private NDArray scaled(NDArray queries) {
        return Scalar.multiply(queries, 1 / Math.sqrt((double) width / heads));
    }

    /** (rows, steps, width) to (rows, heads, steps, width/heads). */
    private NDArray byHead(NDArray x) {
        long rows = x.getShape().get(0);
        long steps = x.getShape().get(1);
        return x.reshape(rows, steps, heads, width / heads).transpose(0, 2, 1, 3);
    }

    /** (rows, heads, steps, width/heads) to (rows, steps, width). */
    private NDArray joined(NDArray x) {
        long rows = x.getShape().get(0);
        long steps = x.getShape().get(2);
        return x.transpose(0, 2, 1, 3).reshape(rows, steps, width);
    }

    /** The stream after self-attention, and the keys and values to cache. */
    record SelfAttended(NDArray stream, NDList keysAndValues) {}

    /** The stream after attention over the grid, and its weights (rows, heads, queries, cells). */
    record GridAttended(NDArray stream, NDArray weights) {}
}
