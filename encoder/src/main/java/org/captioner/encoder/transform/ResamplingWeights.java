package org.captioner.encoder.transform;

/**
 * The weights of an antialiased bilinear resize in one dimension, in the fixed point of Pillow's
 * {@code Resample.c}, so that results equal Pillow's bit for bit.
 *
 * <p>Sample {@code i} of the result lies over {@code c = (i + 1/2) * s} of the source, with scale
 * {@code s = padded / resized}; source sample {@code j} weighs {@code max(0, 1 - |j + 1/2 - c| /
 * max(s, 1))}, normalised to a sum of 1. When shrinking the triangle widens with {@code s}, which
 * is what keeps fine patterns from turning into false ones.
 */
final class ResamplingWeights {
    /** Weights are multiples of 2<sup>-22</sup>: an 8-bit sample times them fits an int. */
    static final int PRECISION = 22;

    /** The first real source sample of each result. */
    final int[] start;

    /** The weights of the real source samples from {@code start} on. */
    final int[][] weights;

    /** The weight of the imagined samples around the source, together. */
    final int[] outside;

    private ResamplingWeights(int count) {
        start = new int[count];
        weights = new int[count][];
        outside = new int[count];
    }

    static ResamplingWeights of(Axis axis) {
        ResamplingWeights taps = new ResamplingWeights(axis.kept());
        double scale = (double) axis.padded() / axis.resized();
        double support = Math.max(1, scale);
        for (int i = 0; i < axis.kept(); i++) {
            double centre = (axis.first() + i + 0.5) * scale;
            int from = Math.max(0, (int) (centre - support + 0.5));
            int to = Math.min(axis.padded(), (int) (centre + support + 0.5));
            taps.set(i, fixedPoint(triangle(from, to, centre, support)), from, axis);
        }
        return taps;
    }

    /** The source samples that any result needs: the first, and one past the last. */
    int[] span() {
        int first = Integer.MAX_VALUE;
        int end = 0;
        for (int i = 0; i < start.length; i++) {
            if (weights[i].length > 0) {
                first = Math.min(first, start[i]);
                end = Math.max(end, start[i] + weights[i].length);
            }
        }
        return new int[] {Math.min(first, end), end};
    }

    private static double[] triangle(int from, int to, double centre, double support) {
        double[] weights = new double[to - from];
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            // Multiplied by the reciprocal, as Pillow does: dividing rounds differently.
            double distance = Math.abs((j + from - centre + 0.5) * (1 / support));
            weights[j] = Math.max(0, 1 - distance);
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] *= 1 / sum;
        }
        return weights;
    }

    private static int[] fixedPoint(double[] weights) {
        int[] fixed = new int[weights.length];
        for (int j = 0; j < fixed.length; j++) {
            fixed[j] = (int) (0.5 + weights[j] * (1 << PRECISION));
        }
        return fixed;
    }

    private void set(int i, int[] padded, int from, Axis axis) {
        int first = Math.max(from, axis.before());
        int end = Math.min(from + padded.length, axis.before() + axis.source());
        start[i] = first - axis.before();
        weights[i] = new int[Math.max(0, end - first)];
        for (int j = 0; j < padded.length; j++) {
            if (from + j >= first && from + j < end) {
                weights[i][from + j - first] = padded[j];
            } else {
                outside[i] += padded[j];
            }
        }
    }
}
