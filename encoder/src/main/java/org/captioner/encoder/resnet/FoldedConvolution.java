package org.captioner.encoder.resnet;

import java.util.function.Function;

/**
 * A convolution that has taken its batch normalisation in: for inference, where the statistics are
 * fixed, both are one linear map.
 *
 * <p>With kernel w, statistics μ and σ², trained γ and β, and ε = 1e-5:
 *
 * <pre>{@code
 * w' = w · γ / √(σ² + ε)        b' = β - μ · γ / √(σ² + ε)
 * }</pre>
 *
 * <p>Plain Java arrays, so that every back end is fed the same numbers.
 *
 * @param kernel (outputs, inputs, kernel, kernel), row-major
 * @param bias (outputs)
 */
@SuppressWarnings("ArrayRecordComponent") // Identity is enough: nobody compares kernels.
public record FoldedConvolution(Convolution convolution, float[] kernel, float[] bias) {
    /**
     * Folds one convolution.
     *
     * @param tensors values by torchvision's names
     */
    static FoldedConvolution fold(Convolution convolution, Function<String, float[]> tensors) {
        float[] kernel = tensors.apply(convolution.name() + ".weight");
        float[] gamma = tensors.apply(convolution.norm() + ".weight");
        float[] beta = tensors.apply(convolution.norm() + ".bias");
        float[] mean = tensors.apply(convolution.norm() + ".running_mean");
        float[] variance = tensors.apply(convolution.norm() + ".running_var");
        int perOutput = kernel.length / gamma.length;
        float[] folded = new float[kernel.length];
        float[] bias = new float[gamma.length];
        for (int output = 0; output < gamma.length; output++) {
            double scale =
                    gamma[output] / Math.sqrt(variance[output] + ResNetArchitecture.NORM_EPSILON);
            bias[output] = (float) (beta[output] - mean[output] * scale);
            for (int i = output * perOutput; i < (output + 1) * perOutput; i++) {
                folded[i] = (float) (kernel[i] * scale);
            }
        }
        return new FoldedConvolution(convolution, folded, bias);
    }
}
