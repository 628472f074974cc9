package org.captioner.encoder.tensor;

/**
 * A tensor in eight bits, each row along its first axis (an output channel, the vector of a word)
 * with a scale of its own:
 *
 * <pre>{@code
 * s = max |w| / 127        q = round(w / s)        w' = q s
 * }</pre>
 *
 * <p>No weight moves by more than s / 2.
 *
 * @param values q, row-major, from -127 to 127
 * @param scales s, one per row, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // Identity is enough: nobody compares tensors.
public record QuantisedRows(byte[] values, float[] scales) {
    private static final int LARGEST = 127;

    /**
     * Rounds a tensor.
     *
     * @param weights row-major and finite
     * @param rows length of the first axis, which divides the number of weights
     */
    public static QuantisedRows of(float[] weights, int rows) {
        float[] scales = new float[rows];
        byte[] values = new byte[weights.length];
        int perRow = rows == 0 ? 0 : weights.length / rows;
        for (int row = 0; row < rows; row++) {
            int from = row * perRow;
            float largest = 0;
            for (int i = from; i < from + perRow; i++) {
                largest = Math.max(largest, Math.abs(weights[i]));
            }
            scales[row] = scale(largest);
            for (int i = from; i < from + perRow; i++) {
                values[i] = (byte) Math.round(weights[i] / scales[row]);
            }
        }
        return new QuantisedRows(values, scales);
    }

    /** A row of zeros, or of numbers too small to be divided by, may have any scale. */
    private static float scale(float largest) {
        float scale = largest / LARGEST;
        return scale < Float.MIN_NORMAL ? 1 : scale;
    }

    /** The weights w' that the eight bits stand for, row-major. */
    public float[] widened() {
        float[] weights = new float[values.length];
        int perRow = scales.length == 0 ? 0 : values.length / scales.length;
        for (int row = 0; row < scales.length; row++) {
            for (int i = row * perRow; i < (row + 1) * perRow; i++) {
                weights[i] = values[i] * scales[row];
            }
        }
        return weights;
    }
}
