package org.captioner.encoder.feature;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.encoder.optimizer.ParameterGroup;

/**
 * How the optimiser treats an encoder that is trained along: a parameter group of its own.
 *
 * @param learningRate at the end of the warm-up; it follows the decoder's schedule in proportion
 * @param weightDecay per unit of learning rate, on convolution kernels
 * @param clipNorm the largest norm that the encoder's gradient keeps
 */
public record EncoderGroup(double learningRate, double weightDecay, double clipNorm) {
    public EncoderGroup {
        if (!(learningRate > 0)) {
            throw new InputException(
                    "the encoder's learning rate is " + learningRate + "; it must be above 0");
        }
    }

    /**
     * The group of the given parameters.
     *
     * @param decoderRate the decoder's learning rate at the end of the warm-up
     */
    public ParameterGroup of(Map<String, NDArray> parameters, double decoderRate) {
        return new ParameterGroup(
                "encoder", parameters, learningRate / decoderRate, weightDecay, clipNorm);
    }
}
