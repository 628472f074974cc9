package org.captioner.encoder.resnet;

/** What batch normalisation subtracts and divides by. */
public enum NormStatistics {
    /** The mean and variance gathered in training: inference, and fine-tuning of frozen norms. */
    RUNNING,
    /** Those of the batch in hand: training from scratch. */
    BATCH
}
