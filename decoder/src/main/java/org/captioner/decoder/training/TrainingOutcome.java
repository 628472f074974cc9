package org.captioner.decoder.training;

/**
 * What a call of {@link CaptionTrainer#train} ended with.
 *
 * @param history of the whole run, what was done before a resume included
 */
public record TrainingOutcome(TrainingHistory history, Ending ending) {
    /** Why training ended. */
    public enum Ending {
        /** All epochs are done, or patience has ended. */
        FINISHED,
        /** A stop was requested; a resume goes on after the last step. */
        STOPPED,
        /** A stop was requested before anything worth saving was computed. */
        STOPPED_UNSAVED
    }
}
