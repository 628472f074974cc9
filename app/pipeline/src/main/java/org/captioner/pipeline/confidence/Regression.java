package org.captioner.pipeline.confidence;

import java.util.Arrays;

/**
 * Logistic regression of shares in [0, 1] (Papke and Wooldridge, "Econometric methods for
 * fractional response variables", Journal of Applied Econometrics 1996).
 *
 * <pre>
 * f(x) = 1 / (1 + exp(-(b0 + b1 x1 + ... + bn xn)))
 * </pre>
 *
 * fitted by Newton's method to the quasi-likelihood {@code sum y ln f + (1 - y) ln(1 - f)}, less
 * half the squares of the slopes of standardised features, which decides where data are few. An
 * immutable value; the array is not shared.
 */
final class Regression {
    private static final double RIDGE = 1;
    private static final int STEPS = 100;
    private static final double SMALLEST_STEP = 1e-10;

    private final double[] coefficients;

    /**
     * @param coefficients b0 to bn
     */
    Regression(double[] coefficients) {
        this.coefficients = coefficients.clone();
    }

    double[] coefficients() {
        return coefficients.clone();
    }

    /** The share expected of features, in (0, 1). */
    double of(double[] features) {
        if (features.length != coefficients.length - 1) {
            throw new IllegalArgumentException(
                    features.length + " features for " + coefficients.length + " coefficients");
        }
        double sum = coefficients[0];
        for (int i = 0; i < features.length; i++) {
            sum += coefficients[i + 1] * features[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /**
     * Fits shares.
     *
     * @param features of each example, at least one example
     * @param shares in [0, 1], one for each example
     */
    static Regression fit(double[][] features, double[] shares) {
        int count = features[0].length;
        double[] mean = new double[count];
        double[] deviation = new double[count];
        for (int i = 0; i < count; i++) {
            int feature = i;
            double[] values = Arrays.stream(features).mapToDouble(row -> row[feature]).toArray();
            double centre = Arrays.stream(values).average().orElseThrow();
            mean[i] = centre;
            double variance =
                    Arrays.stream(values).map(v -> (v - centre) * (v - centre)).sum()
                            / values.length;
            deviation[i] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        double[][] rows = new double[features.length][count + 1];
        for (int row = 0; row < rows.length; row++) {
            rows[row][0] = 1;
            for (int i = 0; i < count; i++) {
                rows[row][i + 1] = (features[row][i] - mean[i]) / deviation[i];
            }
        }
        double[] standardised = newton(rows, shares);
        double[] raw = new double[count + 1];
        raw[0] = standardised[0];
        for (int i = 0; i < count; i++) {
            raw[i + 1] = standardised[i + 1] / deviation[i];
            raw[0] -= raw[i + 1] * mean[i];
        }
        return new Regression(raw);
    }

    private static double[] newton(double[][] rows, double[] shares) {
        int size = rows[0].length;
        double[] b = new double[size];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[size];
            double[][] hessian = new double[size][size];
            for (int i = 1; i < size; i++) {
                gradient[i] = -RIDGE * b[i];
                hessian[i][i] = RIDGE;
            }
            // Shares that are all 0 or all 1 have no finite maximum without it.
            hessian[0][0] = 1e-3;
            gradient[0] = -1e-3 * b[0];
            for (int row = 0; row < rows.length; row++) {
                double[] x = rows[row];
                double sum = 0;
                for (int i = 0; i < size; i++) {
                    sum += b[i] * x[i];
                }
                double f = 1 / (1 + Math.exp(-sum));
                for (int i = 0; i < size; i++) {
                    gradient[i] += (shares[row] - f) * x[i];
                    for (int j = 0; j <= i; j++) {
                        hessian[i][j] += f * (1 - f) * x[i] * x[j];
                    }
                }
            }
            double[] change = Cholesky.of(hessian).solve(gradient);
            double largest = 0;
            for (int i = 0; i < size; i++) {
                b[i] += change[i];
                largest = Math.max(largest, Math.abs(change[i]));
            }
            if (largest < SMALLEST_STEP) {
                break;
            }
        }
        return b;
    }
}
