package org.captioner.decoder.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The results of an epoch; one line of the training log.
 *
 * @param epoch counted from 1
 * @param trainLoss mean over the epoch's words, in nats; in self-critical training the mean reward
 *     with its sign changed
 * @param learningRate of the epoch's last step
 * @param devScores of captions of the dev split by score name
 * @param devLoss mean cross entropy of the dev split's captions, in nats per word
 * @param bestSoFar whether neither an earlier epoch nor the model that training started from is as
 *     good
 * @param captions trained on
 * @param trainSeconds wall time of the steps
 * @param trainCpuSeconds processor time of the whole process during the steps
 * @param devSeconds wall time of captioning and scoring the dev split
 */
public record EpochReport(
        int epoch,
        double trainLoss,
        double learningRate,
        Map<String, Double> devScores,
        double devLoss,
        boolean bestSoFar,
        int captions,
        double trainSeconds,
        double trainCpuSeconds,
        double devSeconds) {
    public EpochReport {
        // Not Map.copyOf, whose order, and so the file's, would change from run to run.
        devScores = Collections.unmodifiableMap(new LinkedHashMap<>(devScores));
    }

    /** What the epoch is chosen by. */
    public DevResult dev() {
        return new DevResult(devScores, devLoss);
    }
}
