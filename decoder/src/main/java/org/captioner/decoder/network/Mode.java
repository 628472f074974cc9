package org.captioner.decoder.network;

/** What a forward pass is for. */
public enum Mode {
    /** Dropout is drawn and operations are recorded for the backward pass. */
    TRAINING,
    /** Nothing is random. */
    INFERENCE
}
