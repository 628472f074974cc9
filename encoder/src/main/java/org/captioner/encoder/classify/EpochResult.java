package org.captioner.encoder.classify;

/**
 * One pass over the training photos.
 *
 * @param epoch from 1
 * @param loss mean cross entropy of the training photos, in nats
 * @param trainAccuracy share of the training photos recognised while training, 0 to 1
 * @param testAccuracy share of the test photos recognised after it, 0 to 1
 */
public record EpochResult(int epoch, double loss, double trainAccuracy, double testAccuracy) {}
