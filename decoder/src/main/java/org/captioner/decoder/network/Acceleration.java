package org.captioner.decoder.network;

/** Whether a decoder may replace parts of its definition by fused programs. */
public enum Acceleration {
    /**
     * Fused TorchScript programs, oneDNN's products and hand-made backward passes where there are
     * any; values and gradients differ from the definition by rounding only.
     */
    FUSED,
    /** The definition alone, in the engine's own operations: slower, and easy to debug. */
    NONE
}
