package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Parameters;

/**
 * Brings the mean of a grid, which is what a ResNet's average pooling gives, to the decoder's
 * width: layer normalisation, a dense layer, dropout.
 */
public record PooledProjection(LayerNorm norm, Linear dense, Dropout dropout) {
    /** Adds the parameters. */
    public static PooledProjection create(
            Parameters parameters,
            Products products,
            DecoderShape shape,
            int width,
            Dropout dropout) {
        return new PooledProjection(
                LayerNorm.create(parameters, "pooled.norm", shape.channels()),
                Linear.create(parameters, products, "pooled.dense", shape.channels(), width),
                dropout);
    }

    /** (images, cells, channels) to (images, width). */
    public NDArray apply(NDArray grids, Mode mode) {
        NDArray pooled = grids.mean(new int[] {1});
        return dropout.apply(dense.apply(norm.apply(pooled), mode), mode);
    }
}
