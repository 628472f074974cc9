package org.captioner.encoder.classify;

/**
 * A class that a photo may belong to.
 *
 * @param probability after the softmax over all classes, 0 to 1
 */
public record Prediction(String label, double probability) {}
