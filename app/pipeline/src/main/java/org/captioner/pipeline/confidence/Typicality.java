package org.captioner.pipeline.confidence;

import java.util.Arrays;

/**
 * Whether a photo is of the kind that the model was trained on, from its {@link PhotoDistance}.
 *
 * <pre>
 * t(d) = min(1, phi(z) / phi(z0))      z = (ln d - mean) / deviation      z0 = 2.326
 * </pre>
 *
 * with {@code phi} the normal density: logarithms of distances of photos of the kind are nearly
 * normally distributed. It is 1 for the nearest 99 of 100 such photos, and falls as fast as photos
 * of the kind become rare.
 *
 * @param mean of the logarithms of the distances of photos of the kind that were not trained on
 * @param deviation of the same, above 0
 */
record Typicality(double mean, double deviation) {
    /** 99 of 100 normally distributed numbers are below it. */
    private static final double USUAL = 2.326;

    private static final double LEAST_DEVIATION = 1e-3;
    private static final double LEAST_DISTANCE = 1e-6;

    /** Measures distances of photos of the kind, at least two. */
    static Typicality fit(double[] distances) {
        double[] logs = Arrays.stream(distances).map(Typicality::log).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
        double deviation = Math.sqrt(squares / (logs.length - 1));
        return new Typicality(mean, Math.max(LEAST_DEVIATION, deviation));
    }

    private static double log(double distance) {
        return Math.log(Math.max(LEAST_DISTANCE, distance));
    }

    /** The factor for a distance, in [0, 1]. */
    double of(double distance) {
        double z = Math.max(USUAL, (log(distance) - mean) / deviation);
        return Math.exp((USUAL * USUAL - z * z) / 2);
    }
}
