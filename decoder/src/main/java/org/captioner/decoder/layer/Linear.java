package org.captioner.decoder.layer;

import ai.djl.ndarray.NDArray;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Parameters;

/**
 * A fully connected layer {@code y = x W^T + b}.
 *
 * @param weight (outputs, inputs)
 * @param bias (outputs)
 * @param products that compute it
 */
public record Linear(NDArray weight, NDArray bias, Products products) {
    /** Adds a layer's parameters; weights start uniform within {@code 1/sqrt(inputs)}, biases 0. */
    public static Linear create(
            Parameters parameters, Products products, String name, long inputs, long outputs) {
        return new Linear(
                parameters.uniform(
                        name + ".weight", 1 / Math.sqrt((double) inputs), outputs, inputs),
                parameters.constant(name + ".bias", 0, outputs),
                products);
    }

    /** (..., inputs) to (..., outputs). */
    public NDArray apply(NDArray x, Mode mode) {
        return products.linear(x, weight, bias, mode);
    }
}
