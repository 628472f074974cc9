package org.captioner.encoder.tensor;

/**
 * Where one tensor lies in a safetensors file, already validated.
 *
 * @param shape sizes from the slowest to the fastest axis; empty for a scalar
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
record TensorEntry(String name, TensorType type, TensorShape shape, long begin, long end) {
    long bytes() {
        return end - begin;
    }
}
