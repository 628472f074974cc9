package org.captioner.decoder.lstm;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.captioner.decoder.layer.LstmCell;
import org.captioner.decoder.network.Mode;
import org.captioner.decoder.network.Precision;

/**
 * The accelerator of {@link LstmDecoder}: {@link FusedRecurrence} runs the steps of known captions
 * and computes their gradients, {@link FusedStep} takes one step of a search.
 */
final class FusedLstm implements AutoCloseable {
    private final FusedStep step;
    private final FusedRecurrence recurrence;

    /**
     * @param parameters of the decoder, by name
     * @param training the precision of training passes
     */
    FusedLstm(LstmOptions options, Map<String, NDArray> parameters, Precision training) {
        step = new FusedStep(options, parameters);
        recurrence = new FusedRecurrence(parameters, training);
    }

    /**
     * All steps of captions, as the definition's loop runs them.
     *
     * @param cells (captions, cells, width)
     * @param keys (captions, cells, attention)
     * @param wordGates (captions, steps, 4 width)
     */
    LstmDecoder.Unrolled unroll(
            NDArray cells, NDArray keys, NDArray wordGates, LstmCell start, Mode mode) {
        FusedRecurrence.Inputs inputs =
                new FusedRecurrence.Inputs(cells, keys, wordGates, start.hidden(), start.cell());
        return recurrence.run(inputs, mode);
    }

    /** One decoding step; {@code keys} of {@link FusedStep#prepared}. */
    FusedStep.Result step(NDArray cells, NDArray keys, LstmCell before, NDArray words) {
        return step.apply(cells, keys, before.hidden(), before.cell(), words);
    }

    void freeze() {
        step.pack();
    }

    @Override
    public void close() {
        step.close();
        recurrence.close();
    }
}
