package org.captioner.pipeline.confidence;

import java.util.List;
import java.util.stream.IntStream;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.Float16;

/**
 * How far a photo is from the training photos: the Mahalanobis distance of its pooled features (Lee
 * et al., "A Simple Unified Framework for Detecting Out-of-Distribution Samples and Adversarial
 * Attacks", NeurIPS 2018, with one class).
 *
 * <pre>
 * d(x)^2 = (x - m)^T S^-1 (x - m) = |W (x - m)|^2
 * S      = 0.9 C + 0.1 tr(C)/n I
 * </pre>
 *
 * with mean {@code m} and covariance {@code C} of the training photos' {@code n} features, and
 * {@code W} the inverse of the Cholesky factor of {@code S}. Shrinking {@code C} keeps directions
 * in which the training photos hardly differ from deciding alone. Immutable.
 */
final class PhotoDistance {
    private static final double SHRINKAGE = 0.1;

    /** Of features of length 1; below it {@code W} would not fit half precision. */
    private static final double LEAST_VARIANCE = 1e-8;

    private final float[] mean;
    private final float[] whitening;

    /**
     * @param mean (channels)
     * @param whitening the rows of {@code W} up to the diagonal, one behind the other: channels *
     *     (channels + 1) / 2 numbers that half precision holds exactly
     */
    PhotoDistance(float[] mean, float[] whitening) {
        if (whitening.length != packed(mean.length)) {
            throw new IllegalArgumentException(
                    whitening.length + " numbers for " + mean.length + " channels");
        }
        this.mean = mean.clone();
        this.whitening = whitening.clone();
    }

    /** How many numbers a lower triangle has. */
    static int packed(int channels) {
        return Math.toIntExact((long) channels * (channels + 1) / 2);
    }

    /**
     * Measures training photos.
     *
     * @param photos pooled features (channels) of at least two photos
     * @throws InputException if they are all alike
     */
    static PhotoDistance fit(List<double[]> photos) {
        double[] mean = mean(photos);
        double[][] covariance = covariance(photos, mean);
        int channels = mean.length;
        double variance = IntStream.range(0, channels).mapToDouble(i -> covariance[i][i]).sum();
        variance /= channels;
        if (!(variance > LEAST_VARIANCE)) {
            throw new InputException(
                    "the features of the "
                            + photos.size()
                            + " training photos hardly differ (variance "
                            + variance
                            + "), so no photo can be told from them; use a dataset of different"
                            + " photos");
        }
        for (int row = 0; row < channels; row++) {
            for (int column = 0; column <= row; column++) {
                covariance[row][column] *= 1 - SHRINKAGE;
            }
            covariance[row][row] += SHRINKAGE * variance;
        }
        float[] whitening = new float[packed(channels)];
        int next = 0;
        for (double[] row : Cholesky.of(covariance).inverse()) {
            for (double value : row) {
                whitening[next++] = Float16.round((float) value);
            }
        }
        float[] rounded = new float[channels];
        for (int i = 0; i < channels; i++) {
            rounded[i] = (float) mean[i];
        }
        return new PhotoDistance(rounded, whitening);
    }

    private static double[] mean(List<double[]> photos) {
        double[] mean = new double[photos.get(0).length];
        for (double[] photo : photos) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += photo[i] / photos.size();
            }
        }
        return mean;
    }

    /** The lower triangle. */
    private static double[][] covariance(List<double[]> photos, double[] mean) {
        double[][] centred = new double[mean.length][photos.size()];
        for (int photo = 0; photo < photos.size(); photo++) {
            for (int i = 0; i < mean.length; i++) {
                centred[i][photo] = photos.get(photo)[i] - mean[i];
            }
        }
        double[][] covariance = new double[mean.length][];
        IntStream.range(0, mean.length)
                .parallel()
                .forEach(
                        row -> {
                            covariance[row] = new double[row + 1];
                            for (int column = 0; column <= row; column++) {
                                double sum = 0;
                                for (int photo = 0; photo < photos.size(); photo++) {
                                    sum += centred[row][photo] * centred[column][photo];
                                }
                                covariance[row][column] = sum / (photos.size() - 1);
                            }
                        });
        return covariance;
    }

    int channels() {
        return mean.length;
    }

    float[] mean() {
        return mean.clone();
    }

    float[] whitening() {
        return whitening.clone();
    }

    /** The distance of a photo, 0 or more, from its pooled features (channels). */
    double of(double[] pooled) {
        if (pooled.length != mean.length) {
            throw new IllegalArgumentException(
                    pooled.length + " features where " + mean.length + " are known");
        }
        double[] centred = new double[mean.length];
        for (int i = 0; i < mean.length; i++) {
            centred[i] = pooled[i] - mean[i];
        }
        double squares = 0;
        int next = 0;
        for (int row = 0; row < mean.length; row++) {
            double sum = 0;
            for (int column = 0; column <= row; column++) {
                sum += whitening[next++] * centred[column];
            }
            squares += sum * sum;
        }
        return Math.sqrt(squares);
    }
}
