package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam with decoupled weight decay (<a href="https://arxiv.org/abs/1711.05101">Loshchilov and
 * Hutter 2019</a>) and clipping by the norm of the whole gradient.
 *
 * <p>Its own, because DJL's optimisers hide their state, which an exact resume needs, and clip from
 * one side only. Matrices decay; biases, norms and other vectors do not.
 */
final class AdamW implements AutoCloseable {
    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.98f;
    private static final float EPSILON = 1e-8f;
    // The engine's own clipping cuts one side only; a negative bound turns it off.
    private static final float NO_ENGINE_CLIPPING = -1f;

    private final NDManager manager;
    private final Map<String, NDArray> parameters;
    private final Map<String, NDArray> firstMoments = new LinkedHashMap<>();
    private final Map<String, NDArray> secondMoments = new LinkedHashMap<>();
    private final double weightDecay;
    private final double clipNorm;
    private long steps;

    /**
     * @param parameters to optimise, with gradients required
     * @param weightDecay per unit of learning rate, at least 0
     * @param clipNorm the largest norm a gradient keeps
     */
    AdamW(NDManager parent, Map<String, NDArray> parameters, double weightDecay, double clipNorm) {
        manager = parent.newSubManager();
        this.parameters = parameters;
        this.weightDecay = weightDecay;
        this.clipNorm = clipNorm;
        parameters.forEach(
                (name, array) -> {
                    firstMoments.put(name, zeros(array));
                    secondMoments.put(name, zeros(array));
                });
    }

    private NDArray zeros(NDArray like) {
        NDArray zeros = manager.zeros(like.getShape(), DataType.FLOAT32);
        NDScope.unregister(zeros);
        return zeros;
    }

    /**
     * Moves every parameter along its gradient and clears the gradients.
     *
     * @return the norm of the gradient before clipping; when it is not finite, nothing has moved
     */
    double step(double learningRate) {
        double norm = gradientNorm();
        if (!Double.isFinite(norm)) {
            return norm;
        }
        steps++;
        double firstCorrection = 1 - Math.pow(BETA1, (double) steps);
        double secondCorrection = 1 - Math.pow(BETA2, (double) steps);
        float corrected = (float) (learningRate * Math.sqrt(secondCorrection) / firstCorrection);
        float rescale = norm > clipNorm ? (float) (clipNorm / norm) : 1f;
        parameters.forEach(
                (name, array) -> {
                    if (array.getShape().dimension() > 1 && weightDecay > 0) {
                        array.muli((float) (1 - learningRate * weightDecay));
                    }
                    NDList inputs =
                            new NDList(
                                    array,
                                    array.getGradient(),
                                    firstMoments.get(name),
                                    secondMoments.get(name));
                    array.getNDArrayInternal()
                            .adamUpdate(
                                    inputs,
                                    new NDList(array),
                                    (float) learningRate,
                                    corrected,
                                    0f,
                                    rescale,
                                    NO_ENGINE_CLIPPING,
                                    BETA1,
                                    BETA2,
                                    EPSILON,
                                    true,
                                    true);
                });
        return norm;
    }

    private double gradientNorm() {
        NDList squares = new NDList(parameters.size());
        parameters.values().forEach(each -> squares.add(each.getGradient().square().sum()));
        return Math.sqrt(NDArrays.stack(squares).sum().getFloat());
    }

    /** How many steps were taken. */
    long steps() {
        return steps;
    }

    /** All moments by name, {@code first.NAME} and {@code second.NAME}. */
    Map<String, NDArray> moments() {
        Map<String, NDArray> moments = new LinkedHashMap<>();
        firstMoments.forEach((name, array) -> moments.put("first." + name, array));
        secondMoments.forEach((name, array) -> moments.put("second." + name, array));
        return moments;
    }

    /** Continues from a checkpoint: {@code moments} were filled with stored values. */
    void resume(long stepsTaken) {
        steps = stepsTaken;
    }

    @Override
    public void close() {
        manager.close();
    }
}
