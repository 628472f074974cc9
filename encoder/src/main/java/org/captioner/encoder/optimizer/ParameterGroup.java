package org.captioner.encoder.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parameters that an optimiser treats alike.
 *
 * @param name for messages, such as {@code decoder}
 * @param parameters by name, float32, with gradients required; names are unique over all groups.
 *     The arrays stay the caller's
 * @param learningRateFactor what the learning rate of a step is multiplied by, above 0
 * @param weightDecay per unit of learning rate, at least 0; on arrays of two axes or more alone
 * @param clipNorm the largest norm that the gradient of the whole group keeps; infinite for no
 *     clipping
 */
public record ParameterGroup(
        String name,
        Map<String, NDArray> parameters,
        double learningRateFactor,
        double weightDecay,
        double clipNorm) {
    public ParameterGroup {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("parameter group " + name + " is empty");
        }
        require(name, "learning rate factor", learningRateFactor > 0, learningRateFactor);
        require(name, "weight decay", weightDecay >= 0, weightDecay);
        require(name, "clip norm", clipNorm > 0, clipNorm);
    }

    private static void require(String group, String what, boolean holds, double value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "the " + what + " of parameter group " + group + " is " + value);
        }
    }

    /** A group with the learning rate of the step, neither decayed nor clipped. */
    public static ParameterGroup plain(String name, Map<String, NDArray> parameters) {
        return new ParameterGroup(name, parameters, 1, 0, Double.POSITIVE_INFINITY);
    }
}
