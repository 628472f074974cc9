package org.captioner.decoder.training;

import java.util.Locale;
import org.captioner.dataset.InputException;

/** The loss or its gradient is no longer finite, or the loss keeps growing. */
public final class DivergedException extends InputException {
    private static final long serialVersionUID = 1L;

    DivergedException(
            TrainingState state, TrainingOptions options, double loss, double gradientNorm) {
        super(
                String.format(
                        Locale.ROOT,
                        "training diverged at epoch %d step %d: the loss is %s, the gradient norm"
                                + " %s; start again with a learning rate below %s or a warm-up"
                                + " longer than %d steps; the last checkpoint is of an earlier"
                                + " step",
                        state.epoch(),
                        state.step() + 1,
                        loss,
                        gradientNorm,
                        options.learningRate(),
                        options.warmUpSteps()));
    }
}
