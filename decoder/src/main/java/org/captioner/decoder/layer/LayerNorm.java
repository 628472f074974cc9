package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.captioner.encoder.tensor.Parameters;

/**
 * Layer normalisation (Ba et al. 2016) over the last axis.
 *
 * @param gain (width)
 * @param bias (width)
 */
public record LayerNorm(NDArray gain, NDArray bias) {
    private static final float EPSILON = 1e-5f;

    /** Adds a norm's parameters: gain 1, bias 0. */
    public static LayerNorm create(Parameters parameters, String name, long width) {
        return new LayerNorm(
                parameters.constant(name + ".weight", 1, width),
                parameters.constant(name + ".bias", 0, width));
    }

    /** (..., width) to (..., width). */
    public NDArray apply(NDArray x) {
        Shape width = gain.getShape();
        return ai.djl.nn.norm.LayerNorm.layerNorm(x, width, gain, bias, EPSILON).singletonOrThrow();
    }
}
