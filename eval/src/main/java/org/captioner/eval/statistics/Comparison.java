package org.captioner.eval.statistics;

/**
 * One score of two systems on the same images.
 *
 * @param score the score's name
 * @param system of the system in question
 * @param baseline of the system it is held against
 * @param pValue how often chance alone gives a difference this large or larger, two-sided; with the
 *     usual correction {@code (times + 1) / (rounds + 1)}, so never 0
 */
public record Comparison(String score, double system, double baseline, double pValue) {
    /** Positive if the system is better. */
    public double difference() {
        return system - baseline;
    }
}
