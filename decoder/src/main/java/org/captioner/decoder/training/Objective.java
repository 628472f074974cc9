package org.captioner.decoder.training;

/** What training aims at. */
public enum Objective {
    /** The captions that people wrote become likely (teacher forcing). */
    CROSS_ENTROPY,
    /** The decoder's own sentences get a better CIDEr (self-critical training). */
    SELF_CRITICAL
}
