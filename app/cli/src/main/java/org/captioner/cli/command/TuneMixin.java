package org.captioner.cli.command;

import org.captioner.dataset.InputException;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.feature.Augmentation;
import org.captioner.encoder.feature.EncoderGroup;
import org.captioner.encoder.feature.TunedStages;
import org.captioner.encoder.feature.Tuning;
import org.captioner.encoder.torchscript.ScriptPrecision;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Objects;

/** The options that train the encoder along with the decoder. */
@OptionSection("Training the encoder too")
final class TuneMixin {
    @Option(
            names = "--tune",
            paramLabel = "STAGES",
            description =
                    "Train these stages of the encoder too, such as layer3,layer4, or all; batch"
                            + " normalisation stays as it is. The encoder is frozen without this.")
    private @Nullable String stages;

    @Option(
            names = "--encoder-learning-rate",
            paramLabel = "X",
            description =
                    "The highest rate of tuned stages; a quarter of the decoder's in training and a"
                            + " fifth in refinement without this.")
    private @Nullable Double learningRate;

    @Option(
            names = "--crop",
            paramLabel = "X",
            description =
                    "Side of the smallest random square of a photo that tuning shows, 0.5 to 1; 1"
                            + " crops nothing (0.75).")
    private @Nullable Double smallestCrop;

    @Option(
            names = "--colour-jitter",
            paramLabel = "X",
            description =
                    "How far brightness, contrast and saturation of photos are changed in tuning,"
                            + " 0 to below 1 (0).")
    private @Nullable Double colourJitter;

    /**
     * Whether stages of the encoder are trained.
     *
     * @param frozenOnly the options given that only serve a frozen encoder
     * @throws InputException if an option is given that would have no effect
     */
    boolean wanted(List<String> frozenOnly) {
        if (stages != null) {
            if (!frozenOnly.isEmpty()) {
                throw new InputException(
                        String.join(" and ", frozenOnly)
                                + (frozenOnly.size() == 1 ? " has" : " have")
                                + " no effect with --tune, which streams photos and mirrors half of"
                                + " them; leave out what has no effect");
            }
            return true;
        }
        requireAbsent("--encoder-learning-rate", learningRate);
        requireAbsent("--crop", smallestCrop);
        requireAbsent("--colour-jitter", colourJitter);
        return false;
    }

    private static void requireAbsent(String option, @Nullable Double value) {
        if (value != null) {
            throw new InputException(
                    option + " has no effect on a frozen encoder; leave it out, or add --tune");
        }
    }

    /**
     * How the encoder is trained beside a decoder.
     *
     * @param share of the decoder's learning rate that the encoder has unless it was given
     */
    Tuning tuning(TrainingOptions decoder, double share) {
        double rate = learningRate == null ? share * decoder.learningRate() : learningRate;
        return new Tuning(
                TunedStages.parse(Objects.requireNonNull(stages, "--tune")),
                Tuning.NormVectors.FIXED,
                new EncoderGroup(rate, decoder.weightDecay(), decoder.clipNorm()),
                decoder.precision() == Precision.BFLOAT16
                        ? ScriptPrecision.BFLOAT16
                        : ScriptPrecision.FLOAT32);
    }

    /** How photos are changed; half of them are mirrored. */
    Augmentation augmentation() {
        Augmentation standard = Augmentation.STANDARD;
        double jitter = colourJitter == null ? standard.brightness() : colourJitter;
        return new Augmentation(
                smallestCrop == null ? standard.smallestCrop() : smallestCrop,
                standard.mirrorProbability(),
                jitter,
                jitter,
                jitter);
    }
}
