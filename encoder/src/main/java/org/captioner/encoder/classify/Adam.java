package org.captioner.encoder.classify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma and Ba, <a href="https://arxiv.org/abs/1412.6980">2014</a>) with moments that can be
 * stored, which those of the engine's optimiser cannot.
 */
final class Adam {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;
    private static final float NO_CLIPPING = -1f;

    private final Map<String, NDArray> parameters;
    private final Map<String, NDArray> first = new LinkedHashMap<>();
    private final Map<String, NDArray> second = new LinkedHashMap<>();
    private final double rate;
    private long steps;

    /**
     * @param manager of the moments
     * @param parameters to optimise, with gradients required
     */
    Adam(NDManager manager, Map<String, NDArray> parameters, double rate) {
        this.parameters = parameters;
        this.rate = rate;
        parameters.forEach(
                (name, array) -> {
                    first.put(name, zeros(array, manager));
                    second.put(name, zeros(array, manager));
                });
    }

    private static NDArray zeros(NDArray like, NDManager manager) {
        NDArray zeros = manager.zeros(like.getShape(), DataType.FLOAT32);
        NDScope.unregister(zeros);
        return zeros;
    }

    /** Moves every parameter along its gradient and clears the gradients. */
    void step() {
        steps++;
        double correction =
                Math.sqrt(1 - Math.pow(BETA2, (double) steps))
                        / (1 - Math.pow(BETA1, (double) steps));
        parameters.forEach(
                (name, array) -> {
                    try (NDArray gradient = array.getGradient()) {
                        array.getNDArrayInternal()
                                .adamUpdate(
                                        new NDList(
                                                array, gradient, first.get(name), second.get(name)),
                                        new NDList(array),
                                        (float) rate,
                                        (float) (rate * correction),
                                        0f,
                                        1f,
                                        NO_CLIPPING,
                                        BETA1,
                                        BETA2,
                                        EPSILON,
                                        true,
                                        true);
                    }
                });
    }

    long steps() {
        return steps;
    }

    /** All moments by name, {@code first.NAME} and {@code second.NAME}. */
    Map<String, NDArray> moments() {
        Map<String, NDArray> moments = new LinkedHashMap<>();
        first.forEach((name, array) -> moments.put("first." + name, array));
        second.forEach((name, array) -> moments.put("second." + name, array));
        return moments;
    }

    /** Goes on from moments that were filled with stored values. */
    void resume(long stepsTaken) {
        steps = stepsTaken;
    }
}
