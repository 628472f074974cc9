package org.captioner.encoder.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Multiplication by a number that gradients survive.
 *
 * <p>{@code NDArray.mul(Number)} keeps its factor in a Java buffer that may be collected before the
 * backward pass reads it, which silently corrupts gradients; an array filled natively does not.
 * Additive scalars are safe, for their gradient does not need them.
 */
public final class Scalar {
    private Scalar() {}

    /** {@code factor * array}, elementwise, any shape. */
    public static NDArray multiply(NDArray array, double factor) {
        return array.mul(array.getManager().full(new Shape(), (float) factor, array.getDataType()));
    }
}
