package org.captioner.cli.command;

import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.training.TrainingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say how to train. */
final class TrainingMixin {
    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "12",
            description = "At most this many epochs (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "4",
            description = "Epochs without a better dev CIDEr before it stops (${DEFAULT-VALUE}).")
    private int patience;

    @Option(
            names = "--captions-per-image",
            paramLabel = "N",
            defaultValue = "2",
            description = "Captions of each image that an epoch shows (${DEFAULT-VALUE}).")
    private int captionsPerImage;

    private final LearningRateOption learningRate =
            new LearningRateOption(DecoderKind.LearningRates::training, "");

    @Option(
            names = "--warm-up",
            paramLabel = "STEPS",
            defaultValue = "300",
            description = "Steps over which the rate rises from 0 (${DEFAULT-VALUE}).")
    private int warmUpSteps;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            defaultValue = "0.05",
            description = "Of matrices, per unit of learning rate (${DEFAULT-VALUE}).")
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
                    "Share of words hidden from the decoder while it learns (${DEFAULT-VALUE}).")
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

    TrainingOptions options(DecoderKind decoder) {
        return step.options()
                .epochs(epochs)
                .patience(patience)
                .captionsPerImage(captionsPerImage)
                .learningRate(learningRate.value(decoder))
                .warmUpSteps(warmUpSteps)
                .weightDecay(weightDecay)
                .labelSmoothing(labelSmoothing)
                .wordDropout(wordDropout)
                .attentionRegularization(attentionRegularization)
                .build();
    }
}
