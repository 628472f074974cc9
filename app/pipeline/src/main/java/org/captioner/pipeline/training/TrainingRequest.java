package org.captioner.pipeline.training;

import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.TrainingOptions;

/**
 * A captioner to be trained.
 *
 * @param dataset with images to train on and, for choosing the best epoch, a dev split
 * @param examples the same images with the captions that training shows: {@code dataset}, or one
 *     with more of them
 * @param encoder where features come from
 * @param decoder kind and size
 * @param minimumCount how often a word must occur in the training captions to count
 * @param training how to train
 * @param search the bundle's default search; its maximum length is also the decoder's
 * @param folder of the run, open: checkpoints and bundles go there; stays the caller's
 */
public record TrainingRequest(
        CaptionDataset dataset,
        CaptionDataset examples,
        EncoderPlan encoder,
        DecoderOptions decoder,
        int minimumCount,
        TrainingOptions training,
        SearchOptions search,
        RunFolder folder) {}
