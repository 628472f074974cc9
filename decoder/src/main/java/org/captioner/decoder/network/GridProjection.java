package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import org.captioner.encoder.tensor.Parameters;

/**
 * Brings encoder features to the decoder's width: layer normalisation, a dense layer, a learned
 * position per cell, dropout. Normalising first lets one learning rate serve any encoder.
 */
record GridProjection(LayerNorm norm, Linear dense, NDArray positions, Dropout dropout) {
    static GridProjection create(
            Parameters parameters,
            Products products,
            DecoderShape shape,
            int width,
            double dropout) {
        return new GridProjection(
                LayerNorm.create(parameters, "grid.norm", shape.channels()),
                Linear.create(parameters, products, "grid.dense", shape.channels(), width),
                parameters.normal("grid.positions", 0.02, shape.cells(), width),
                new Dropout(dropout));
    }

    /** (images, cells, channels) to (images, cells, width). */
    NDArray apply(NDArray grids, Mode mode) {
        return dropout.apply(dense.apply(norm.apply(grids), mode).add(positions), mode);
    }
}
