package org.captioner.pipeline.training;

import java.nio.file.Path;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.training.TrainingOptions;

/**
 * A trained captioner to be refined: its encoder, vocabulary and search stay, its decoder goes on
 * learning.
 *
 * @param dataset with images to learn from and a dev split, usually the one it was trained on
 * @param model the bundle to start from
 * @param encoder the bundle's, made by {@link FrozenEncoder#ofBundle} or {@link
 *     TunedEncoder#ofBundle}
 * @param training how to go on
 * @param folder of the run: checkpoints and bundles go there
 */
public record RefinementRequest(
        CaptionDataset dataset,
        Path model,
        EncoderPlan encoder,
        TrainingOptions training,
        Path folder) {}
