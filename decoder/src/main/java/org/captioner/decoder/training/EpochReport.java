package org.captioner.decoder.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an epoch brought; one line of the training log.
 *
 * @param epoch counted from 1
 * @param trainLoss mean over the epoch's words, in nats
 * @param learningRate of the epoch's last step
 * @param devScores of captions of the dev split by score name
 * @param bestSoFar whether no earlier epoch had a better dev CIDEr
 * @param captions learnt from
 * @param trainSeconds wall time of the steps
 * @param trainCpuSeconds processor time of the whole process during the steps
 * @param devSeconds wall time of captioning and scoring the dev split
 */
public record EpochReport(
        int epoch,
        double trainLoss,
        double learningRate,
        Map<String, Double> devScores,
        boolean bestSoFar,
        int captions,
        double trainSeconds,
        double trainCpuSeconds,
        double devSeconds) {
    public EpochReport {
        // Not Map.copyOf, whose order, and so the file's, would change from run to run.
        devScores = Collections.unmodifiableMap(new LinkedHashMap<>(devScores));
    }
}
