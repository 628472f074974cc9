package org.captioner.cli.command;

import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.Split;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.training.ScheduleDefaults;
import org.captioner.decoder.training.TrainingOptions;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The recipe of teacher forcing; what is left out is scaled to the data. */
@OptionSection(OptionSection.RECIPE)
final class TrainingMixin {
    @OptionSection(OptionSection.USUAL)
    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "At most this many epochs; 12, and up to 100 on small sets, to make 400 steps.")
    private @Nullable Integer epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description =
                    "Epochs after the warm-up without a better one before it stops; 4, and on small"
                            + " sets as many as make 64 steps.")
    private @Nullable Integer patience;

    @Option(
            names = "--captions-per-image",
            paramLabel = "N",
            defaultValue = "2",
            description = "Captions of each photo that an epoch shows (${DEFAULT-VALUE}).")
    private int captionsPerImage;

    private final LearningRateOption learningRate =
            new LearningRateOption(DecoderKind.LearningRates::training, "");

    @Option(
            names = "--warm-up",
            paramLabel = "STEPS",
            description =
                    "Steps over which the rate rises from 0; a seventh of the planned steps, at"
                            + " most 300.")
    private @Nullable Integer warmUpSteps;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            defaultValue = "0.05",
            description = "Weight decay of matrices, per unit of learning rate (${DEFAULT-VALUE}).")
    private double weightDecay;

    @Option(
            names = "--label-smoothing",
            paramLabel = "X",
            defaultValue = "0.1",
            description = "Probability spread over all words (${DEFAULT-VALUE}).")
    private double labelSmoothing;

    @Option(
            names = "--word-dropout",
            paramLabel = "X",
            defaultValue = "0",
            description =
                    "Share of input words replaced by the unknown word in training"
                            + " (${DEFAULT-VALUE}).")
    private double wordDropout;

    @Option(
            names = "--attention-regularization",
            paramLabel = "X",
            defaultValue = "0",
            description = "Weight of the doubly stochastic term of Xu et al. (${DEFAULT-VALUE}).")
    private double attentionRegularization;

    @Mixin private OptimizerMixin step;

    /** Adds the options that depend on the registered decoders. */
    void addTo(CommandSpec command) {
        learningRate.addTo(command);
    }

    TrainingOptions options(DecoderKind decoder, CaptionDataset dataset) {
        int images =
                (int)
                        dataset.split(Split.TRAIN).stream()
                                .filter(image -> !image.captions().isEmpty())
                                .count();
        ScheduleDefaults defaults = ScheduleDefaults.of(images, step.batch());
        int planned = epochs == null ? defaults.epochs() : epochs;
        return step.options()
                .epochs(planned)
                .patience(patience == null ? defaults.patience() : patience)
                .captionsPerImage(captionsPerImage)
                .learningRate(learningRate.value(decoder))
                .warmUpSteps(
                        warmUpSteps == null
                                ? ScheduleDefaults.warmUpSteps(images, step.batch(), planned)
                                : warmUpSteps)
                .weightDecay(weightDecay)
                .labelSmoothing(labelSmoothing)
                .wordDropout(wordDropout)
                .attentionRegularization(attentionRegularization)
                .build();
    }
}
