package org.captioner.decoder.training;

import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.InputException;

/**
 * Where a run stands, to the step; with the weights and moments beside it, all that a resume needs.
 *
 * @param formatVersion of this record
 * @param options the run was started with; a resume with others is refused
 * @param dataChecksum of the dataset
 * @param epoch the epoch under way, counted from 1
 * @param step steps taken in that epoch
 * @param optimizerSteps taken in all
 * @param lossSum over the words of the epoch so far, in nats
 * @param words of the epoch so far
 * @param captions of the epoch so far
 * @param seconds wall time of the epoch's steps so far
 * @param cpuSeconds processor time of the epoch's steps so far
 * @param history of the epochs that are done
 */
record TrainingState(
        int formatVersion,
        TrainingOptions options,
        String dataChecksum,
        int epoch,
        int step,
        long optimizerSteps,
        double lossSum,
        long words,
        int captions,
        double seconds,
        double cpuSeconds,
        List<EpochReport> history) {
    static final int FORMAT_VERSION = 1;

    TrainingState {
        history = List.copyOf(history);
        if (formatVersion != FORMAT_VERSION) {
            throw new InputException(
                    "checkpoint format version "
                            + formatVersion
                            + " is unknown; this build reads version "
                            + FORMAT_VERSION);
        }
    }

    static TrainingState start(TrainingOptions options, String dataChecksum) {
        return new TrainingState(
                FORMAT_VERSION, options, dataChecksum, 1, 0, 0, 0, 0, 0, 0, 0, List.of());
    }

    /** After one more step. */
    TrainingState stepped(
            double stepLossSum,
            long stepWords,
            int stepCaptions,
            double stepSeconds,
            double stepCpuSeconds) {
        return new TrainingState(
                formatVersion,
                options,
                dataChecksum,
                epoch,
                step + 1,
                optimizerSteps + 1,
                lossSum + stepLossSum,
                words + stepWords,
                captions + stepCaptions,
                seconds + stepSeconds,
                cpuSeconds + stepCpuSeconds,
                history);
    }

    /** At the start of the next epoch. */
    TrainingState epochEnded(EpochReport report) {
        List<EpochReport> longer = new ArrayList<>(history);
        longer.add(report);
        return new TrainingState(
                formatVersion,
                options,
                dataChecksum,
                epoch + 1,
                0,
                optimizerSteps,
                0,
                0,
                0,
                0,
                0,
                longer);
    }

    double meanLoss() {
        return words == 0 ? 0 : lossSum / words;
    }

    /** The best dev score of the epochs that are done; NaN before the first. */
    double bestScore() {
        return history.stream()
                .mapToDouble(report -> report.devScores().get(DevScorer.DECIDING))
                .max()
                .orElse(Double.NaN);
    }

    /** How many epochs in a row have ended without a new best. */
    int epochsWithoutBest() {
        int count = 0;
        for (int i = history.size() - 1; i >= 0 && !history.get(i).bestSoFar(); i--) {
            count++;
        }
        return count;
    }

    /** Whether the run is over: all epochs done, or patience at its end. */
    boolean finished() {
        return epoch > options.epochs() || epochsWithoutBest() >= options.patience();
    }
}
