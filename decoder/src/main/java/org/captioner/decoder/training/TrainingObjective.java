package org.captioner.decoder.training;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.OptionalDouble;
import org.captioner.encoder.feature.FeatureSource;

/**
 * What a training step learns from: captions of its images, each with a weight in the loss.
 *
 * <p>A new objective implements this and gets a constant in {@link Objective}; nothing else lists
 * objectives.
 */
interface TrainingObjective {
    /**
     * The captions of a batch.
     *
     * @param batch images, with the captions whose turn it is
     * @param views of the images, in the same order
     * @param step of the run, counted from 0; with the seed it decides everything random
     * @param manager owns what is computed on the way
     */
    Captions captions(
            List<BatchSampler.Example> batch,
            List<FeatureSource.View> views,
            long step,
            NDManager manager);

    /** How many captions an epoch has. */
    int captionsPerEpoch(BatchSampler sampler);

    /**
     * Captions to learn from.
     *
     * @param weighted each with the row of its image
     * @param reward mean over the captions, if the objective maximises one
     */
    record Captions(List<WeightedCaption> weighted, OptionalDouble reward) {}
}
