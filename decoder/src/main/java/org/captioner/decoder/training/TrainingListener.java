package org.captioner.decoder.training;

/** Receives the progress of training, in the thread that trains; every method may stay as it is. */
public interface TrainingListener {
    /**
     * Before the first step, with what was done before a resume; once at most.
     *
     * @param history empty for a run that starts from fresh weights
     */
    default void started(TrainingHistory history) {}

    /** After every step. */
    default void stepped(Progress progress) {}

    /** After every epoch, once its checkpoint is safe on disk. */
    default void epochEnded(EpochReport report) {}

    /**
     * Where training is.
     *
     * @param epoch counted from 1
     * @param epochs at most
     * @param captions trained on in this epoch so far
     * @param captionsInEpoch in all
     * @param loss of the last step, in nats per word; in self-critical training the mean reward
     *     with its sign changed
     */
    record Progress(int epoch, int epochs, int captions, int captionsInEpoch, double loss) {}
}
