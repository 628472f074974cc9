package org.captioner.decoder.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.captioner.dataset.InputException;

/**
 * Where a run stands, to the step; with the weights and moments beside it, all that a resume needs.
 *
 * @param history of the epochs that are done
 * @param epoch the epoch under way, counted from 1
 * @param step steps taken in that epoch
 * @param optimizerSteps taken in all
 * @param lossSum over the words of the epoch so far, in nats
 * @param words of the epoch so far
 * @param captions of the epoch so far
 * @param seconds wall time of the epoch's steps so far
 * @param cpuSeconds processor time of the epoch's steps so far
 */
record TrainingState(
        TrainingHistory history,
        int epoch,
        int step,
        long optimizerSteps,
        double lossSum,
        long words,
        int captions,
        double seconds,
        double cpuSeconds) {
    TrainingState {
        int done = history.epochs().size();
        if (step < 0 || optimizerSteps < step || done != epoch - 1) {
            throw new InputException(
                    "its counters contradict one another: epoch "
                            + epoch
                            + ", step "
                            + step
                            + ", "
                            + optimizerSteps
                            + " steps in all, "
                            + done
                            + " epochs done");
        }
    }

    /** Before the first step. */
    static TrainingState start(Optional<DevResult> start) {
        return new TrainingState(new TrainingHistory(start, List.of()), 1, 0, 0, 0, 0, 0, 0, 0);
    }

    /** After one more step. */
    TrainingState stepped(
            double stepLossSum,
            long stepWords,
            int stepCaptions,
            double stepSeconds,
            double stepCpuSeconds) {
        return new TrainingState(
                history,
                epoch,
                step + 1,
                optimizerSteps + 1,
                lossSum + stepLossSum,
                words + stepWords,
                captions + stepCaptions,
                seconds + stepSeconds,
                cpuSeconds + stepCpuSeconds);
    }

    /** At the start of the next epoch. */
    TrainingState epochEnded(EpochReport report) {
        List<EpochReport> longer = new ArrayList<>(history.epochs());
        longer.add(report);
        return new TrainingState(
                new TrainingHistory(history.start(), longer),
                epoch + 1,
                0,
                optimizerSteps,
                0,
                0,
                0,
                0,
                0);
    }

    double meanLoss() {
        return words == 0 ? 0 : lossSum / words;
    }

    /**
     * How many epochs in a row have ended without a new best, those that ended within the warm-up
     * left out.
     *
     * @param warmUpEpochs epochs in which the warm-up has steps
     */
    int epochsWithoutBest(long warmUpEpochs) {
        List<EpochReport> epochs = history.epochs();
        int count = 0;
        for (int i = epochs.size() - 1; i >= warmUpEpochs && !epochs.get(i).bestSoFar(); i--) {
            count++;
        }
        return count;
    }
}
