package org.captioner.encoder.resnet;

import org.captioner.encoder.tensor.TensorShape;

/**
 * One convolution with the batch normalisation that follows it, by torchvision's names.
 *
 * @param name such as {@code layer1.0.conv1}; its kernel is the tensor {@code name.weight} of shape
 *     (outputs, inputs, kernel, kernel)
 * @param norm such as {@code layer1.0.bn1}; the tensors {@code norm.weight}, {@code bias}, {@code
 *     running_mean} and {@code running_var} have shape (outputs)
 * @param kernel side of the square kernel
 * @param stride in both directions
 * @param padding zeros added on every side
 */
public record Convolution(
        String name, String norm, int inputs, int outputs, int kernel, int stride, int padding) {
    static Convolution of(
            String name, String norm, int inputs, int outputs, int kernel, int stride) {
        return new Convolution(name, norm, inputs, outputs, kernel, stride, kernel / 2);
    }

    public TensorShape kernelShape() {
        return TensorShape.of(outputs, inputs, kernel, kernel);
    }

    /** Rows or columns of the output for as many of the input. */
    public int outputSize(int inputSize) {
        return (inputSize + 2 * padding - kernel) / stride + 1;
    }

    /** The kernel's elements and the two of batch normalisation per channel. */
    public long parameters() {
        return kernelShape().elements() + 2L * outputs;
    }
}
