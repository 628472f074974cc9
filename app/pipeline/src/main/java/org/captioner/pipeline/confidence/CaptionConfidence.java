package org.captioner.pipeline.confidence;

import java.util.Arrays;

/**
 * How far captions of one model can be trusted: from 0 to 1, the CIDEr to be expected relative to
 * what people score against each other.
 *
 * <pre>
 * confidence = t(d) f(p, n, a)
 * </pre>
 *
 * with {@link Typicality} {@code t} of the photo's {@link PhotoDistance} {@code d}, and a {@link
 * Regression} {@code f} of the caption's {@link Evidence}: mean probability of a word {@code p},
 * words {@code n}, agreement {@code a}. Where a search gave no agreement, as greedy search does,
 * another regression goes by {@code p} and {@code n}. The regressions were fitted to {@code min(1,
 * CIDEr / person's CIDEr)} of captions of photos that the model was not trained on. Immutable and
 * thread-safe.
 */
public final class CaptionConfidence {
    private final PhotoDistance distance;
    private final Typicality typicality;
    private final Regression alone;
    private final Regression agreeing;
    private final double personScore;

    CaptionConfidence(
            PhotoDistance distance,
            Typicality typicality,
            Regression alone,
            Regression agreeing,
            double personScore) {
        this.distance = distance;
        this.typicality = typicality;
        this.alone = alone;
        this.agreeing = agreeing;
        this.personScore = personScore;
    }

    /**
     * The confidence in a caption.
     *
     * @param pooled features of the photo as {@link PooledFeatures} makes them
     * @param evidence of the caption
     * @return in [0, 1]
     */
    public double of(double[] pooled, Evidence evidence) {
        double expected =
                evidence.agreement().isPresent()
                        ? agreeing.of(evidence.agreeing())
                        : alone.of(evidence.alone());
        return typicality(pooled) * expected;
    }

    /** How typical a photo is of those that the model was trained on, in [0, 1]. */
    public double typicality(double[] pooled) {
        return typicality.of(distance.of(pooled));
    }

    /** The CIDEr in [0, 10] that a person is taken to score: what a confidence of 1 expects. */
    public double personScore() {
        return personScore;
    }

    /** What a CIDEr is relative to a person's, in [0, 1]: what a confidence foretells. */
    public double relative(double cider) {
        return relative(cider, personScore);
    }

    static double relative(double cider, double personScore) {
        return Math.min(1, cider / personScore);
    }

    PhotoDistance distance() {
        return distance;
    }

    /** Everything but the distance, in the order of the file: see {@link ConfidenceFile}. */
    double[][] numbers() {
        return new double[][] {
            {typicality.mean(), typicality.deviation()},
            alone.coefficients(),
            agreeing.coefficients(),
            {personScore}
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CaptionConfidence confidence
                && Arrays.deepEquals(numbers(), confidence.numbers())
                && Arrays.equals(distance.mean(), confidence.distance.mean())
                && Arrays.equals(distance.whitening(), confidence.distance.whitening());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(numbers());
    }
}
