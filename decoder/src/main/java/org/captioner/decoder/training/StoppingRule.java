package org.captioner.decoder.training;

/**
 * When a run is over: all epochs are done, or so many in a row were no better. Epochs within the
 * warm-up do not count, as the learning rate is still too low then to tell.
 *
 * @param epochs at most
 * @param patience epochs in a row
 * @param warmUpEpochs epochs in which the warm-up has steps
 */
record StoppingRule(int epochs, int patience, long warmUpEpochs) {
    static StoppingRule of(TrainingOptions options, int stepsPerEpoch) {
        int steps = Math.max(1, stepsPerEpoch);
        return new StoppingRule(
                options.epochs(), options.patience(), (options.warmUpSteps() + steps - 1L) / steps);
    }

    boolean isOver(TrainingState state) {
        return state.epoch() > epochs || state.epochsWithoutBest(warmUpEpochs) >= patience;
    }
}
