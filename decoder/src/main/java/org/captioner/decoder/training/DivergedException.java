package org.captioner.decoder.training;

import java.util.Locale;
import org.captioner.dataset.InputException;

/** Training that got worse instead of better; what was learnt before is on disk. */
public final class DivergedException extends InputException {
    private static final long serialVersionUID = 1L;

    DivergedException(TrainingState state, double loss, double gradientNorm) {
        super(
                String.format(
                        Locale.ROOT,
                        "training diverged at epoch %d step %d (loss %s, gradient norm %s); lower"
                                + " the learning rate (now %s) or lengthen the warm-up (now %d"
                                + " steps); the last checkpoint is from before",
                        state.epoch(),
                        state.step() + 1,
                        loss,
                        gradientNorm,
                        state.options().learningRate(),
                        state.options().warmUpSteps()));
    }
}
