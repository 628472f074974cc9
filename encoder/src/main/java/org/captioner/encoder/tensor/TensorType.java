package org.captioner.encoder.tensor;

/** The number formats a safetensors header may name, with their width in bytes. */
public enum TensorType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int bytes;

    TensorType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }

    /** Whether the reader and the encoders take it: 32 bit floats and the two 16 bit ones. */
    public boolean isReadable() {
        return this == F32 || this == F16 || this == BF16;
    }
}
