package org.captioner.encoder.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.captioner.encoder.tensor.Gradients;

/**
 * An exponential moving average of weights (<a href="https://doi.org/10.1137/0330046">Polyak and
 * Juditsky 1992</a>), which generalises better than the weights of any one step. For a weight
 * {@code w} after step {@code t}:
 *
 * <pre>
 * d = min(decay, (1 + t) / (10 + t))        early steps are soon forgotten
 * a = d a + (1 - d) w
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class WeightAverage implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, Averaged> averaged = new LinkedHashMap<>();
    private final double decay;

    private record Averaged(NDArray weight, NDArray average) {}

    /**
     * Starts from the weights as they stand.
     *
     * @param parent of the memory of the averages
     * @param weights by name; stay the caller's
     * @param decay in (0, 1)
     */
    public WeightAverage(NDManager parent, Map<String, NDArray> weights, double decay) {
        if (!(decay > 0 && decay < 1)) {
            throw new IllegalArgumentException("decay is " + decay + "; it must be in (0, 1)");
        }
        manager = parent.newSubManager();
        this.decay = decay;
        weights.forEach((name, weight) -> averaged.put(name, new Averaged(weight, copy(weight))));
    }

    private NDArray copy(NDArray weight) {
        NDArray copy = manager.zeros(weight.getShape(), weight.getDataType());
        NDScope.unregister(copy);
        Gradients.overwrite(copy, weight);
        return copy;
    }

    /**
     * Takes in the weights after a step; nothing may be recorded for a backward pass.
     *
     * @param step counted from 1
     */
    public void update(long step) {
        double kept = Math.min(decay, (1.0 + step) / (10.0 + step));
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            for (Averaged each : averaged.values()) {
                each.average().muli(kept);
                each.average().addi(each.weight().duplicate().muli(1 - kept));
            }
        }
    }

    /**
     * What an action gives while the weights have their averages' values; afterwards they have
     * their own again.
     */
    public <T> T during(Supplier<T> action) {
        swap();
        try {
            return action.get();
        } finally {
            swap();
        }
    }

    private void swap() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            for (Averaged each : averaged.values()) {
                NDArray values = each.weight().duplicate();
                Gradients.overwrite(each.weight(), each.average());
                Gradients.overwrite(each.average(), values);
            }
        }
    }

    /** The averages by the weights' names; the arrays themselves, to be stored or filled. */
    public Map<String, NDArray> averages() {
        Map<String, NDArray> averages = new LinkedHashMap<>();
        averaged.forEach((name, each) -> averages.put(name, each.average()));
        return averages;
    }

    @Override
    public void close() {
        manager.close();
    }
}
