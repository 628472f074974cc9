package org.captioner.encoder.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (<a href="https://arxiv.org/abs/1711.05101">Loshchilov and
 * Hutter 2019</a>) and parameter groups; without decay it is the Adam of Kingma and Ba.
 *
 * <p>For a parameter {@code x} with gradient {@code g}, at step {@code t} with learning rate {@code
 * a} (the step's rate times the group's factor) and weight decay {@code w}:
 *
 * <pre>
 * g = g min(1, c / norm of the group's gradient)
 * m = beta1 m + (1 - beta1) g
 * v = beta2 v + (1 - beta2) g^2
 * x = x - a w x                                (arrays of two axes or more)
 * x = x - a (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>Gradients are clipped group by group: the norm is that of all gradients of a group together.
 * Matrices and kernels decay; biases, norms and other vectors do not.
 *
 * <p>DJL's optimisers hide their moments, which an exact resume needs, and clip from one side only;
 * hence this one, on the engine's fused update. Not thread-safe.
 */
public final class AdamW implements AutoCloseable {
    // The engine's own clipping cuts one side only; a negative bound turns it off.
    private static final float NO_ENGINE_CLIPPING = -1f;

    private final NDManager manager;
    private final List<ParameterGroup> groups;
    private final AdamOptions options;
    private final Map<String, NDArray> firstMoments = new LinkedHashMap<>();
    private final Map<String, NDArray> secondMoments = new LinkedHashMap<>();
    private long steps;

    /**
     * Starts with moments of zero.
     *
     * @param parent of the memory of the moments
     */
    public AdamW(NDManager parent, List<ParameterGroup> groups, AdamOptions options) {
        manager = parent.newSubManager();
        this.groups = List.copyOf(groups);
        this.options = options;
        groups.forEach(group -> group.parameters().forEach(this::addMoments));
    }

    private void addMoments(String name, NDArray parameter) {
        if (firstMoments.put(name, zeros(parameter)) != null) {
            throw new IllegalArgumentException("parameter in two groups: " + name);
        }
        secondMoments.put(name, zeros(parameter));
    }

    private NDArray zeros(NDArray like) {
        NDArray zeros = manager.zeros(like.getShape(), DataType.FLOAT32);
        NDScope.unregister(zeros);
        return zeros;
    }

    /**
     * Moves every parameter along its gradient and clears the gradients.
     *
     * @param learningRate before the groups' factors
     * @return the norm of the gradient of all groups before clipping; when it is not finite,
     *     nothing has moved
     */
    public double step(double learningRate) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            double[] norms = groups.stream().mapToDouble(AdamW::gradientNorm).toArray();
            double norm = 0;
            for (double each : norms) {
                norm = Math.hypot(norm, each);
            }
            if (!Double.isFinite(norm)) {
                return norm;
            }
            steps++;
            for (int i = 0; i < norms.length; i++) {
                move(groups.get(i), learningRate, norms[i]);
            }
            return norm;
        }
    }

    private static double gradientNorm(ParameterGroup group) {
        NDList squares = new NDList(group.parameters().size());
        group.parameters().values().forEach(each -> squares.add(each.getGradient().square().sum()));
        return Math.sqrt(NDArrays.stack(squares).sum().getFloat());
    }

    private void move(ParameterGroup group, double stepRate, double norm) {
        double rate = stepRate * group.learningRateFactor();
        double firstCorrection = 1 - Math.pow(options.beta1(), (double) steps);
        double secondCorrection = 1 - Math.pow(options.beta2(), (double) steps);
        float corrected = (float) (rate * Math.sqrt(secondCorrection) / firstCorrection);
        float rescale = norm > group.clipNorm() ? (float) (group.clipNorm() / norm) : 1f;
        float kept = (float) (1 - rate * group.weightDecay());
        group.parameters()
                .forEach(
                        (name, array) -> {
                            if (array.getShape().dimension() > 1 && group.weightDecay() > 0) {
                                array.muli(kept);
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
                                            (float) rate,
                                            corrected,
                                            0f,
                                            rescale,
                                            NO_ENGINE_CLIPPING,
                                            options.beta1(),
                                            options.beta2(),
                                            options.epsilon(),
                                            true,
                                            true);
                        });
    }

    /** How many steps were taken. */
    public long steps() {
        return steps;
    }

    /**
     * All moments by name, {@code first.NAME} and {@code second.NAME}; the arrays themselves, to be
     * stored, or to be filled before {@link #resume}.
     */
    public Map<String, NDArray> moments() {
        Map<String, NDArray> moments = new LinkedHashMap<>();
        firstMoments.forEach((name, array) -> moments.put("first." + name, array));
        secondMoments.forEach((name, array) -> moments.put("second." + name, array));
        return moments;
    }

    /** Continues from a checkpoint: {@code moments} were filled with stored values. */
    public void resume(long stepsTaken) {
        steps = stepsTaken;
    }

    @Override
    public void close() {
        manager.close();
    }
}
