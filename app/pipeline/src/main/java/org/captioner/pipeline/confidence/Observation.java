package org.captioner.pipeline.confidence;

/**
 * A caption whose score is known.
 *
 * @param pooled features of the photo as {@link PooledFeatures} makes them; shared, not copied
 * @param evidence that the search gave
 * @param cider of the caption, in [0, 10]
 */
public record Observation(double[] pooled, Evidence evidence, double cider) {}
