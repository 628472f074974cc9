package org.captioner.encoder.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The sizes of a tensor as a value, from the slowest to the fastest axis.
 *
 * <p>{@code equals} compares the sizes, which a {@code long[]} would not.
 */
public final class TensorShape {
    private final long[] sizes;

    private TensorShape(long[] sizes) {
        this.sizes = sizes;
    }

    /**
     * Makes a shape from its sizes; none for a scalar.
     *
     * @throws IllegalArgumentException if a size is negative or the element count exceeds a long
     */
    public static TensorShape of(long... sizes) {
        long elements = 1;
        for (long size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in " + Arrays.toString(sizes));
            }
            try {
                elements = Math.multiplyExact(elements, size);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(
                        "too many elements in " + Arrays.toString(sizes), e);
            }
        }
        return new TensorShape(sizes.clone());
    }

    public long[] sizes() {
        return sizes.clone();
    }

    /** The number of axes. */
    public int rank() {
        return sizes.length;
    }

    /** The number of elements, 1 for a scalar. */
    public long elements() {
        return LongStream.of(sizes).reduce(1, (a, b) -> a * b);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorShape that && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** Such as {@code 64x3x7x7}, or {@code scalar}. */
    @Override
    public String toString() {
        return sizes.length == 0
                ? "scalar"
                : LongStream.of(sizes).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }
}
