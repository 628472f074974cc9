package org.captioner.pipeline.confidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;

/** Golden values were computed with NumPy 2.4.6 and SciPy 1.17.1. */
class FormulasTest {
    /** {@code numpy.linalg.cholesky}, {@code inv} of it, and {@code solve}. */
    @Test
    void aMatrixIsDecomposedAndSolved() {
        Cholesky cholesky = Cholesky.of(new double[][] {{4}, {2, 5}, {-1, 3, 6}});
        double[][] inverse = cholesky.inverse();
        assertArrayEquals(new double[] {0.5}, inverse[0], 1e-12);
        assertArrayEquals(new double[] {-0.25, 0.5}, inverse[1], 1e-12);
        assertArrayEquals(new double[] {0.41937107, -0.533745, 0.60999428}, inverse[2], 1e-8);
        assertArrayEquals(
                new double[] {0.55813953, -0.25581395, 0.72093023},
                cholesky.solve(new double[] {1, 2, 3}),
                1e-8);
        assertThrows(ArithmeticException.class, () -> Cholesky.of(new double[][] {{0}}));
    }

    /** {@code sqrt((x - m) @ solve(0.9 cov(X.T) + 0.1 trace / 4 eye(4), x - m))}. */
    @Test
    void theDistanceIsMahalanobisWithTheCovarianceShrunk() {
        List<double[]> photos = photos();
        PhotoDistance distance = PhotoDistance.fit(photos);
        // Stored in half precision: three digits.
        assertEquals(3.1882334553881333, distance.of(new double[] {0.3, 0.9, 0.1, 0.6}), 3e-3);
        assertEquals(1.7522436106860257, distance.of(photos.get(0)), 3e-3);
    }

    private static List<double[]> photos() {
        return IntStream.range(0, 12)
                .mapToObj(
                        i ->
                                IntStream.range(0, 4)
                                        .mapToDouble(
                                                j ->
                                                        (7 * i * i + 3 * i * j + 5 * j * j + i)
                                                                % 11
                                                                / 10.0)
                                        .toArray())
                .toList();
    }

    @Test
    void photosThatAreAllAlikeAreRefused() {
        List<double[]> same = Collections.nCopies(5, new double[] {0.6, 0.8});
        InputException refused = assertThrows(InputException.class, () -> PhotoDistance.fit(same));
        assertTrue(refused.getMessage().contains("hardly differ"), refused.getMessage());
    }

    @Test
    void pooledFeaturesAreTheDirectionOfTheMeanCell() {
        assertArrayEquals(
                new double[] {0.6, 0.8}, PooledFeatures.of(new float[] {1, 8, 5, 0}, 2), 1e-12);
        assertArrayEquals(new double[] {0, 0}, PooledFeatures.of(new float[4], 2));
        assertThrows(IllegalArgumentException.class, () -> PooledFeatures.of(new float[3], 2));
    }

    @Test
    void usualDistancesAreTypicalAndFarOnesAreNot() {
        Typicality typicality = new Typicality(0.5, 0.2);
        assertEquals(1, typicality.of(0));
        assertEquals(1, typicality.of(Math.exp(0.9)));
        assertEquals(0.16964107426054964, typicality.of(3), 1e-12);
        assertEquals(0, typicality.of(1e6), 1e-12);
        Typicality fitted = Typicality.fit(new double[] {1, Math.exp(2)});
        assertEquals(1, fitted.mean(), 1e-12);
        assertEquals(Math.sqrt(2), fitted.deviation(), 1e-12);
    }

    /** {@code scipy.optimize.minimize} of the penalised quasi-likelihood by BFGS. */
    @Test
    void theRegressionIsWhereTheQuasiLikelihoodIsLargest() {
        double[][] features = {
            {0.1, 5}, {0.2, 9}, {0.35, 7}, {0.4, 12}, {0.5, 6}, {0.62, 8}, {0.7, 11}, {0.9, 10}
        };
        double[] shares = {0, 0.1, 0.5, 0.3, 0.6, 0.7, 0.4, 1};
        Regression regression = Regression.fit(features, shares);
        assertArrayEquals(
                new double[] {-1.41021076, 3.1758589, -0.03623501},
                regression.coefficients(),
                1e-6);
        assertEquals(0.42380093771925104, regression.of(new double[] {0.45, 9}), 1e-6);
    }

    @Test
    void aConstantFeatureAndSharesOfOneAreFittedToo() {
        double[][] features = {{0.5, 1}, {0.7, 1}, {0.9, 1}};
        Regression regression = Regression.fit(features, new double[] {1, 1, 1});
        assertTrue(regression.of(new double[] {0.6, 1}) > 0.9);
        assertEquals(0, regression.coefficients()[2], 1e-9);
    }

    @Test
    void agreementIsTheMeanShareOfCommonWords() {
        List<String> dog = List.of("a", "dog", "and", "a", "cat");
        assertEquals(OptionalDouble.empty(), WordAgreement.of(dog, List.of()));
        assertEquals(
                (1 + 2.0 * 2 / 8 + 0) / 3,
                WordAgreement.of(dog, List.of(dog, List.of("a", "dog", "runs"), List.of()))
                        .orElseThrow(),
                1e-12);
    }

    @Test
    void evidenceIsTheGeometricMeanWithTheEndMarker() {
        Evidence evidence = Evidence.of(Math.log(0.5 * 0.5 * 0.25 * 0.25), 3, OptionalDouble.of(1));
        assertEquals(Math.sqrt(0.125), evidence.wordProbability(), 1e-12);
    }
}
