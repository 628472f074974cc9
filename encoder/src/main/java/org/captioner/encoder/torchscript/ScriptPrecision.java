package org.captioner.encoder.torchscript;

/** The numbers that convolutions multiply; sums are always float32. */
public enum ScriptPrecision {
    /** Features equal the reference up to rounding. */
    FLOAT32(6),
    /** Factors of 8 bits: twice as fast on processors that have the instructions, 1 % off. */
    BFLOAT16(15),
    /**
     * Factors of 8 bits in known ranges, except for the stem; sums along shortcuts are float32.
     * Three times as fast as float32 on processors with VNNI, some percent off.
     */
    INT8(1);

    private final int scalarType;

    ScriptPrecision(int scalarType) {
        this.scalarType = scalarType;
    }

    /** The number TorchScript knows it by, from c10/core/ScalarType.h. */
    int scalarType() {
        return scalarType;
    }
}
