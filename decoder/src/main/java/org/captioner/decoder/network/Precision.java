package org.captioner.decoder.network;

/**
 * How large matrix products are computed while training; weights, sums and inference are float32
 * either way.
 */
public enum Precision {
    /** Exact to float32 rounding; the same on every processor of a kind. */
    FLOAT32,
    /** Factors rounded to 8 bits: several times faster where the processor has instructions. */
    BFLOAT16
}
