package org.captioner.encoder.tensor;

import java.util.Optional;

/**
 * Where one tensor lies in a safetensors file, already validated.
 *
 * @param shape sizes from the slowest to the fastest axis; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 * @param scales of the rows of an I8 tensor, if the file has them; see {@link QuantisedRows}
 */
record TensorEntry(
        String name,
        TensorType type,
        TensorShape shape,
        long begin,
        long end,
        Optional<TensorEntry> scales) {
    /** What the name of an I8 tensor's scales ends with. */
    static final String SCALES = ".scale";

    /** The same with scales, if the tensor needs some and these are of a number that fits. */
    TensorEntry withScales(Optional<TensorEntry> found) {
        boolean fits =
                type == TensorType.I8
                        && found.isPresent()
                        && found.get().type() == TensorType.F32
                        && shape.sizes().length > 0
                        && found.get().shape().equals(TensorShape.of(shape.sizes()[0]));
        return fits ? new TensorEntry(name, type, shape, begin, end, found) : this;
    }

    /** Whether the values can be read: floats of 32 and 16 bits, and 8 bits with scales. */
    boolean isReadable() {
        return type.isFloat() || scales.isPresent();
    }

    long bytes() {
        return end - begin;
    }
}
