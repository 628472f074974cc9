package org.captioner.pipeline.training;

import java.nio.file.Path;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.TrainingOptions;

/**
 * A trained captioner to be refined: its encoder, vocabulary and search stay, its decoder is
 * trained further.
 *
 * @param dataset with images to train on and a dev split, usually the one it was trained on
 * @param examples the same images with the captions that training shows: {@code dataset}, or one
 *     with more of them
 * @param model the bundle to start from
 * @param encoder the bundle's, made by {@link FrozenEncoder#ofBundle} or {@link
 *     TunedEncoder#ofBundle}
 * @param training how to refine
 * @param folder of the run, open: checkpoints and bundles go there; stays the caller's
 */
public record RefinementRequest(
        CaptionDataset dataset,
        CaptionDataset examples,
        Path model,
        EncoderPlan encoder,
        TrainingOptions training,
        RunFolder folder) {}
