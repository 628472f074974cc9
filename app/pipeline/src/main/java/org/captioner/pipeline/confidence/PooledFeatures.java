package org.captioner.pipeline.confidence;

/** One vector for a photo: the mean of its grid's cells, of length 1. */
public final class PooledFeatures {
    private PooledFeatures() {}

    /**
     * Pools a grid. The length is divided out because it tells more of a photo's contrast than of
     * its content (Müller and Hein, "Mahalanobis++: Improving OOD Detection via Feature
     * Normalization", ICML 2025).
     *
     * @param grid (cells, channels) float32, row by row
     * @param channels numbers per cell, a divisor of the grid's length
     * @return (channels), of Euclidean length 1; zeros if all features are zero
     */
    public static double[] of(float[] grid, int channels) {
        if (channels < 1 || grid.length == 0 || grid.length % channels != 0) {
            throw new IllegalArgumentException(
                    grid.length + " numbers are no cells of " + channels + " channels");
        }
        double[] sum = new double[channels];
        for (int i = 0; i < grid.length; i++) {
            sum[i % channels] += grid[i];
        }
        double squares = 0;
        for (double value : sum) {
            squares += value * value;
        }
        double length = Math.sqrt(squares);
        if (length > 0) {
            for (int i = 0; i < channels; i++) {
                sum[i] /= length;
            }
        }
        return sum;
    }
}
