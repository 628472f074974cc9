package org.captioner.encoder.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.captioner.dataset.InputException;

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
    private long free;

    /** Makes an empty set whose memory hangs below {@code parent}. */
    public Parameters(NDManager parent) {
        this(parent, Long.MAX_VALUE);
    }

    /**
     * Makes an empty set of bounded size.
     *
     * @param mostWeights as many may be added in all; beyond them, adding throws {@link
     *     InputException} before memory is taken
     */
    public Parameters(NDManager parent, long mostWeights) {
        manager = parent.newSubManager();
        free = mostWeights;
    }

    /** Adds weights drawn evenly from {@code [-bound, bound]}. */
    public NDArray uniform(String name, double bound, long... shape) {
        return own(
                name,
                manager.randomUniform(
                        (float) -bound, (float) bound, admitted(name, shape), DataType.FLOAT32));
    }

    /** Adds weights drawn from a normal distribution around 0. */
    public NDArray normal(String name, double deviation, long... shape) {
        return own(
                name,
                manager.randomNormal(
                        0f, (float) deviation, admitted(name, shape), DataType.FLOAT32));
    }

    /** Adds weights that all start at {@code value}. */
    public NDArray constant(String name, double value, long... shape) {
        return own(name, manager.full(admitted(name, shape), (float) value, DataType.FLOAT32));
    }

    private Shape admitted(String name, long... sizes) {
        TensorShape shape = TensorShape.of(sizes);
        if (shape.elements() > free) {
            throw new InputException(
                    "tensor '" + name + "' of shape " + shape + " is larger than can be");
        }
        free -= shape.elements();
        return new Shape(sizes);
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
