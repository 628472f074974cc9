package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import org.captioner.encoder.tensor.Parameters;

/**
 * A fully connected layer {@code y = x W^T + b}.
 *
 * @param weight (outputs, inputs)
 * @param bias (outputs)
 */
record Dense(NDArray weight, NDArray bias) {
    /** Adds a layer's parameters; weights start uniform within {@code 1/sqrt(inputs)}, biases 0. */
    static Dense create(Parameters parameters, String name, long inputs, long outputs) {
        return new Dense(
                parameters.uniform(
                        name + ".weight", 1 / Math.sqrt((double) inputs), outputs, inputs),
                parameters.constant(name + ".bias", 0, outputs));
    }

    /** (..., inputs) to (..., outputs). */
    NDArray apply(NDArray x) {
        return Linear.linear(x, weight, bias).singletonOrThrow();
    }
}
