package org.captioner.pipeline.confidence;

/** A caption whose score is known. The features are shared, not copied. */
public final class Observation {
    private final double[] pooled;
    private final Evidence evidence;
    private final double cider;

    /**
     * @param pooled features of the photo as {@link PooledFeatures} makes them
     * @param evidence that the search gave
     * @param cider of the caption, in [0, 10]
     */
    public Observation(double[] pooled, Evidence evidence, double cider) {
        this.pooled = pooled;
        this.evidence = evidence;
        this.cider = cider;
    }

    double[] pooled() {
        return pooled;
    }

    Evidence evidence() {
        return evidence;
    }

    /** The score, in [0, 10]. */
    public double cider() {
        return cider;
    }
}
