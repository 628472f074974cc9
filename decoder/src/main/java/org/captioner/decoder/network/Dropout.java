package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;

/**
 * Dropout (Srivastava et al. 2014), drawn from the engine's random generator while training.
 *
 * @param rate the share of values set to 0, in [0, 1)
 */
record Dropout(double rate) {
    NDArray apply(NDArray x, Mode mode) {
        if (rate == 0 || mode == Mode.INFERENCE) {
            return x;
        }
        return ai.djl.nn.norm.Dropout.dropout(x, (float) rate, true).singletonOrThrow();
    }
}
