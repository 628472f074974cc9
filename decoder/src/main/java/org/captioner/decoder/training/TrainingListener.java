package org.captioner.decoder.training;

import java.util.Map;

/** Is told how training goes; every method may be left as it is. */
public interface TrainingListener {
    /**
     * Before the first step of a training that goes on with a trained decoder.
     *
     * @param devScores of that decoder by score name
     */
    default void started(Map<String, Double> devScores) {}

    /** After every step. */
    default void stepped(Progress progress) {}

    /** After every epoch, once its checkpoint is safe on disk. */
    default void epochEnded(EpochReport report) {}

    /**
     * Where training is.
     *
     * @param epoch counted from 1
     * @param epochs at most
     * @param captions learnt from in this epoch so far
     * @param captionsInEpoch in all
     * @param loss of the last step, in nats per word
     */
    record Progress(int epoch, int epochs, int captions, int captionsInEpoch, double loss) {}
}
