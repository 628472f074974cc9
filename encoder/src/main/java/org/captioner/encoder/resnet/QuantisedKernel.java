package org.captioner.encoder.resnet;

/**
 * A kernel in eight bits, each output channel with a scale of its own:
 *
 * <pre>{@code
 * s = max |w| / 127        q = round(w / s)
 * }</pre>
 *
 * @param values q, (outputs, inputs, kernel, kernel), row-major, from -127 to 127
 * @param scales s, (outputs)
 */
@SuppressWarnings("ArrayRecordComponent") // Identity is enough: nobody compares kernels.
public record QuantisedKernel(byte[] values, float[] scales) {
    private static final int LARGEST = 127;

    /** Rounds a kernel. */
    public static QuantisedKernel of(FoldedConvolution folded) {
        float[] kernel = folded.kernel();
        float[] scales = new float[folded.bias().length];
        byte[] values = new byte[kernel.length];
        int perOutput = kernel.length / scales.length;
        for (int output = 0; output < scales.length; output++) {
            int from = output * perOutput;
            float largest = 0;
            for (int i = from; i < from + perOutput; i++) {
                largest = Math.max(largest, Math.abs(kernel[i]));
            }
            scales[output] = largest == 0 ? 1 : largest / LARGEST;
            for (int i = from; i < from + perOutput; i++) {
                values[i] = (byte) Math.round(kernel[i] / scales[output]);
            }
        }
        return new QuantisedKernel(values, scales);
    }
}
