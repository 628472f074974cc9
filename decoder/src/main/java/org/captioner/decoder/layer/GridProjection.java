package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Parameters;

/**
 * Brings the cells of a grid to the decoder's width: layer normalisation, a dense layer, a learned
 * position per cell, dropout. Normalising first lets one learning rate serve any encoder.
 *
 * @param positions (cells, width)
 */
public record GridProjection(LayerNorm norm, Linear dense, NDArray positions, Dropout dropout) {
    /** Adds the parameters. */
    public static GridProjection create(
            Parameters parameters,
            Products products,
            DecoderShape shape,
            int width,
            Dropout dropout) {
        return new GridProjection(
                LayerNorm.create(parameters, "grid.norm", shape.channels()),
                Linear.create(parameters, products, "grid.dense", shape.channels(), width),
                parameters.normal("grid.positions", 0.02, shape.cells(), width),
                dropout);
    }

    /** (images, cells, channels) to (images, cells, width). */
    public NDArray apply(NDArray grids, Mode mode) {
        return dropout.apply(dense.apply(norm.apply(grids), mode).add(positions), mode);
    }
}
