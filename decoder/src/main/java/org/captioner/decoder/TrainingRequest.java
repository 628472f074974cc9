package org.captioner.decoder;

import java.nio.file.Path;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.GridSource;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.EncoderOptions;

/**
 * A captioner to be trained on stored features.
 *
 * @param dataset with images to train on and, for choosing the best epoch, a dev split
 * @param encoderWeights safetensors file of a pretrained ResNet
 * @param encoder what to take from it
 * @param views whether training also shows each photo mirrored
 * @param decoder kind and size
 * @param minimumCount how often a word must occur in the training captions to be learnt
 * @param training how to train
 * @param search the bundle's default search; its maximum length is also the decoder's
 * @param featureFolder where feature stores are kept and shared between runs
 * @param workers threads that encode photos
 * @param folder of the run: checkpoints and bundles go there
 */
public record TrainingRequest(
        CaptionDataset dataset,
        Path encoderWeights,
        EncoderOptions encoder,
        GridSource.Views views,
        DecoderOptions decoder,
        int minimumCount,
        TrainingOptions training,
        SearchOptions search,
        Path featureFolder,
        int workers,
        Path folder) {}
