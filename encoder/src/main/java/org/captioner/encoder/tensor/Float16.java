package org.captioner.encoder.tensor;

/**
 * IEEE 754 half precision in plain Java: 1 sign, 5 exponent and 10 fraction bits, largest value
 * 65504, smallest above zero 2<sup>-24</sup>.
 *
 * <p>Equal bit for bit to what {@code Float.floatToFloat16} does from Java 20 on, apart from the
 * payload of NaNs.
 */
public final class Float16 {
    /** The largest finite value. */
    public static final float MAX_VALUE = 65504f;

    private static final int FRACTION_BITS = 10;
    private static final int EXPONENT_MASK = 0x1f;
    private static final int FRACTION_MASK = 0x3ff;
    private static final int NAN = 0x7e00;

    /** Float exponent bias minus half exponent bias: 127 - 15. */
    private static final int BIAS_DIFFERENCE = 112;

    private static final int FLOAT_FRACTION_BITS = 23;
    private static final int DROPPED_BITS = FLOAT_FRACTION_BITS - FRACTION_BITS;

    /** Bits of 2<sup>-14</sup> and of {@link #MAX_VALUE}, as floats. */
    private static final int SMALLEST_NORMAL = 0x38800000;

    private static final int LARGEST = 0x477fe000;

    private Float16() {}

    /** Widens; every half value is a float value. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> FRACTION_BITS) & EXPONENT_MASK;
        int fraction = half & FRACTION_MASK;
        if (exponent == 0) {
            // Zero and subnormals: fraction times 2^-24, exact in float.
            float value = fraction * 0x1p-24f;
            return Float.intBitsToFloat(Float.floatToRawIntBits(value) | sign);
        }
        int floatExponent = exponent == EXPONENT_MASK ? 0xff : exponent + BIAS_DIFFERENCE;
        return Float.intBitsToFloat(
                sign | (floatExponent << FLOAT_FRACTION_BITS) | (fraction << DROPPED_BITS));
    }

    /** The nearest half value, ties to even: what is left of a value after both conversions. */
    public static float round(float value) {
        int bits = Float.floatToRawIntBits(value);
        int magnitude = bits & 0x7fffffff;
        if (magnitude < SMALLEST_NORMAL || magnitude >= LARGEST) {
            return toFloat(fromFloat(value));
        }
        int half = (1 << (DROPPED_BITS - 1)) - 1;
        int odd = (bits >>> DROPPED_BITS) & 1;
        return Float.intBitsToFloat((bits + half + odd) >> DROPPED_BITS << DROPPED_BITS);
    }

    /** Rounds to the nearest half, ties to even; beyond 65520 to infinity. */
    public static short fromFloat(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        if (Float.isNaN(value)) {
            return (short) (sign | NAN);
        }
        float magnitude = Math.abs(value);
        if (magnitude < 0x1p-14f) {
            // Adding 2^-1 aligns the unit of the half's subnormals with the float's last bit, so
            // that the hardware does the rounding to even.
            int rounded = Float.floatToRawIntBits(magnitude + 0.5f) - Float.floatToRawIntBits(0.5f);
            return (short) (sign | rounded);
        }
        if (magnitude >= 65520f) {
            return (short) (sign | (EXPONENT_MASK << FRACTION_BITS));
        }
        int shifted = (bits & 0x7fffffff) - (BIAS_DIFFERENCE << FLOAT_FRACTION_BITS);
        int half = shifted >>> DROPPED_BITS;
        int dropped = shifted & ((1 << DROPPED_BITS) - 1);
        int tie = 1 << (DROPPED_BITS - 1);
        if (dropped > tie || (dropped == tie && (half & 1) == 1)) {
            half++; // A carry out of the fraction rightly raises the exponent.
        }
        return (short) (sign | half);
    }
}
