package org.captioner.encoder.optimizer;

/**
 * Constants of Adam.
 *
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment
 */
public record AdamOptions(float beta1, float beta2, float epsilon) {
    /**
     * Those of Kingma and Ba, <a href="https://arxiv.org/abs/1412.6980">2014</a>: 0.9, 0.999, 1e-8.
     */
    public static final AdamOptions STANDARD = new AdamOptions(0.9f, 0.999f, 1e-8f);

    /**
     * A shorter memory for sentences, after Vaswani et al., <a
     * href="https://arxiv.org/abs/1706.03762">2017</a>: 0.9, 0.98, 1e-8.
     */
    public static final AdamOptions SEQUENCES = new AdamOptions(0.9f, 0.98f, 1e-8f);

    public AdamOptions {
        requireDecay("beta1", beta1);
        requireDecay("beta2", beta2);
        if (!(epsilon > 0)) {
            throw new IllegalArgumentException("epsilon is " + epsilon + "; it must be above 0");
        }
    }

    private static void requireDecay(String name, float value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be in [0, 1)");
        }
    }
}
