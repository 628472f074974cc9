package org.captioner.encoder.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The named float32 weights of a network, in the order they were added.
 *
 * <p>Owns its arrays and their memory: they live until {@link #close()}, whatever scope they were
 * made in. Initial values come from the engine's random generator; seed it first for a reproducible
 * start.
 */
public final class Parameters implements AutoCloseable {
    private final NDManager manager;
    private final Map<String, NDArray> arrays = new LinkedHashMap<>();

    /** Makes an empty set whose memory hangs below {@code parent}. */
    public Parameters(NDManager parent) {
        manager = parent.newSubManager();
    }

    /** Adds weights drawn evenly from {@code [-bound, bound]}. */
    public NDArray uniform(String name, double bound, long... shape) {
        return own(
                name,
                manager.randomUniform(
                        (float) -bound, (float) bound, new Shape(shape), DataType.FLOAT32));
    }

    /** Adds weights drawn from a normal distribution around 0. */
    public NDArray normal(String name, double deviation, long... shape) {
        return own(
                name,
                manager.randomNormal(0f, (float) deviation, new Shape(shape), DataType.FLOAT32));
    }

    /** Adds weights that all start at {@code value}. */
    public NDArray constant(String name, double value, long... shape) {
        return own(name, manager.full(new Shape(shape), (float) value, DataType.FLOAT32));
    }

    private NDArray own(String name, NDArray array) {
        if (arrays.putIfAbsent(name, array) != null) {
            throw new IllegalArgumentException("parameter named twice: " + name);
        }
        NDScope.unregister(array);
        array.setName(name);
        return array;
    }

    /** All weights by name, unmodifiable, in the order they were added. */
    public Map<String, NDArray> arrays() {
        return Collections.unmodifiableMap(arrays);
    }

    /** The number of weights, summed over all arrays. */
    public long count() {
        return arrays.values().stream().mapToLong(NDArray::size).sum();
    }

    /**
     * Makes gradients flow to the weights, or not. Inference in a thread of its own needs them off:
     * the engine records by default in every thread but its first.
     */
    public void requireGradient(GradientUse use) {
        arrays.values().forEach(array -> array.setRequiresGradient(use == GradientUse.RECORD));
    }

    /** Whether operations on weights are recorded for a backward pass. */
    public enum GradientUse {
        RECORD,
        NONE
    }

    @Override
    public void close() {
        manager.close();
    }
}
