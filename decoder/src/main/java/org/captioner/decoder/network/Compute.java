package org.captioner.decoder.network;

/**
 * How a decoder computes; what it computes is the same up to rounding.
 *
 * @param precision of large products while training
 * @param acceleration whether fused programs are used
 */
public record Compute(Precision precision, Acceleration acceleration) {
    /** The fastest way in a precision. */
    public static Compute fused(Precision precision) {
        return new Compute(precision, Acceleration.FUSED);
    }
}
