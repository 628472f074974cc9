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

    /** Whether it is one of the floating-point formats that are read: 32 bits, and both of 16. */
    public boolean isFloat() {
        return this == F32 || this == F16 || this == BF16;
    }
}
