package org.captioner.encoder.resnet;

import ai.djl.ndarray.NDArray;

/** How a convolution and the batch normalisation behind it are computed. */
@FunctionalInterface
interface ConvolutionRule {
    /**
     * Applies the convolution and its normalisation, without a rectifier.
     *
     * @param x (batch, inputs, rows, columns)
     * @return (batch, outputs, rows, columns), attached to the manager of {@code x}
     */
    NDArray apply(Convolution convolution, NDArray x);
}
