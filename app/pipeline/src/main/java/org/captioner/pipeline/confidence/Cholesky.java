package org.captioner.pipeline.confidence;

/**
 * The lower triangular {@code L} with {@code L L^T = A} of a symmetric positive definite {@code A}.
 * Rows hold the elements up to the diagonal only.
 */
final class Cholesky {
    private final double[][] lower;

    private Cholesky(double[][] lower) {
        this.lower = lower;
    }

    /**
     * Decomposes a matrix, of which the lower triangle is read.
     *
     * @throws ArithmeticException if it is not positive definite
     */
    static Cholesky of(double[][] matrix) {
        int size = matrix.length;
        double[][] lower = new double[size][];
        for (int row = 0; row < size; row++) {
            lower[row] = new double[row + 1];
            for (int column = 0; column <= row; column++) {
                double rest = matrix[row][column] - dot(lower[row], lower[column], column);
                if (column < row) {
                    lower[row][column] = rest / lower[column][column];
                } else if (rest > 0) {
                    lower[row][row] = Math.sqrt(rest);
                } else {
                    throw new ArithmeticException("the matrix is not positive definite");
                }
            }
        }
        return new Cholesky(lower);
    }

    private static double dot(double[] a, double[] b, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Solves {@code A x = b}. */
    double[] solve(double[] right) {
        int size = lower.length;
        double[] x = new double[size];
        for (int row = 0; row < size; row++) {
            x[row] = (right[row] - dot(lower[row], x, row)) / lower[row][row];
        }
        for (int row = size - 1; row >= 0; row--) {
            double rest = x[row];
            for (int below = row + 1; below < size; below++) {
                rest -= lower[below][row] * x[below];
            }
            x[row] = rest / lower[row][row];
        }
        return x;
    }

    /** The inverse of {@code L}, lower triangular too: {@code |L^-1 x|^2 = x^T A^-1 x}. */
    double[][] inverse() {
        int size = lower.length;
        double[][] inverse = new double[size][];
        for (int row = 0; row < size; row++) {
            double[] own = new double[row + 1];
            double[] factors = lower[row];
            for (int above = 0; above < row; above++) {
                double factor = factors[above];
                double[] done = inverse[above];
                for (int column = 0; column <= above; column++) {
                    own[column] -= factor * done[column];
                }
            }
            own[row] = 1;
            for (int column = 0; column <= row; column++) {
                own[column] /= factors[row];
            }
            inverse[row] = own;
        }
        return inverse;
    }
}
