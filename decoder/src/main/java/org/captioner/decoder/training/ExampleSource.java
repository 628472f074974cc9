package org.captioner.decoder.training;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.OptionalDouble;
import org.captioner.encoder.feature.FeatureSource;

/** What a step learns from: sentences about its images, and how strongly each counts. */
interface ExampleSource {
    /**
     * The sentences of a batch.
     *
     * @param batch images, with the captions whose turn it is
     * @param views of the images, in the same order
     * @param step of the run, counted from 0; with the seed it decides everything random
     * @param manager owns what is computed on the way
     */
    Sentences of(
            List<BatchSampler.Example> batch,
            List<FeatureSource.View> views,
            long step,
            NDManager manager);

    /** How many sentences an epoch has. */
    int perEpoch(BatchSampler plan);

    /**
     * Sentences to learn.
     *
     * @param sentences each with the row of its image
     * @param reward mean over the sentences, if that is what training raises
     */
    record Sentences(List<CaptionLoss.Sentence> sentences, OptionalDouble reward) {}
}
