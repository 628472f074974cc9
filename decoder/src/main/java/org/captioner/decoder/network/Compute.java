package org.captioner.decoder.network;

/**
 * How a decoder computes; what it computes is the same up to rounding.
 *
 * @param precision of large products while training
 * @param acceleration whether fused programs are used
 * @param mostWeights a decoder with more is refused while it is made, before it takes memory for
 *     them; at least 1
 */
public record Compute(Precision precision, Acceleration acceleration, long mostWeights) {
    /** For a decoder of any size. */
    public Compute(Precision precision, Acceleration acceleration) {
        this(precision, acceleration, Long.MAX_VALUE);
    }

    /** The fastest way in a precision. */
    public static Compute fused(Precision precision) {
        return new Compute(precision, Acceleration.FUSED);
    }

    /**
     * The same with a bound, for a decoder whose sizes come from a file that nobody vouches for.
     */
    public Compute withMostWeights(long count) {
        return new Compute(precision, acceleration, count);
    }
}
