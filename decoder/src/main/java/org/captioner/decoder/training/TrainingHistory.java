package org.captioner.decoder.training;

import java.util.List;
import java.util.Optional;

/**
 * How a run went so far.
 *
 * @param start how the trained decoder did that the run started from; empty for fresh weights
 * @param epochs that are done, in order
 */
public record TrainingHistory(Optional<DevResult> start, List<EpochReport> epochs) {
    /** Nothing was trained. */
    public static final TrainingHistory NONE = new TrainingHistory(Optional.empty(), List.of());

    public TrainingHistory {
        epochs = List.copyOf(epochs);
    }

    /** The best epoch; empty if the start is better than every one, or none is done. */
    public Optional<EpochReport> bestEpoch() {
        return epochs.stream().filter(EpochReport::bestSoFar).reduce((earlier, later) -> later);
    }

    /** How the best model does; empty if nothing was scored. */
    public Optional<DevResult> best() {
        return bestEpoch().map(EpochReport::dev).or(() -> start);
    }
}
