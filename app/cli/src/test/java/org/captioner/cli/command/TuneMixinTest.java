package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.feature.Augmentation;
import org.captioner.encoder.feature.Tuning;
import org.captioner.encoder.torchscript.ScriptPrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TuneMixinTest {
    private static final TrainingOptions DECODER =
            TrainingOptions.builder().learningRate(4e-4).precision(Precision.BFLOAT16).build();

    @Command
    private static final class Holder {
        @Mixin private TuneMixin tune;
    }

    @Test
    void theEncoderIsFrozenByDefault() {
        assertFalse(parse().wanted(List.of("--mirror", "--store")));
    }

    @Test
    void tunedStagesLearnAtAShareOfTheDecodersRateInItsPrecision() {
        TuneMixin tune = parse("--tune", "layer3,layer4");

        assertTrue(tune.wanted(List.of()));
        Tuning tuning = tune.tuning(DECODER, 0.25);
        assertEquals(Set.of("layer3", "layer4"), tuning.stages().names());
        assertEquals(1e-4, tuning.group().learningRate(), 1e-12);
        assertEquals(DECODER.weightDecay(), tuning.group().weightDecay());
        assertEquals(ScriptPrecision.BFLOAT16, tuning.precision());
        assertEquals(Tuning.NormVectors.FIXED, tuning.norms());
        assertEquals(Augmentation.STANDARD, tune.augmentation());
    }

    @Test
    void everyOptionIsTaken() {
        TuneMixin tune =
                parse(
                        "--tune",
                        "all",
                        "--encoder-learning-rate",
                        "2e-5",
                        "--crop",
                        "0.9",
                        "--colour-jitter",
                        "0.3");

        assertEquals(2e-5, tune.tuning(DECODER, 0.25).group().learningRate());
        assertEquals(new Augmentation(0.9, 0.5, 0.3, 0.3, 0.3), tune.augmentation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--encoder-learning-rate", "--crop", "--colour-jitter"})
    void anOptionWithoutEffectIsRefused(String option) {
        InputException e =
                assertThrows(InputException.class, () -> parse(option, "0.5").wanted(List.of()));
        assertEquals(
                option + " has no effect on a frozen encoder; leave it out, or add --tune",
                e.getMessage());
    }

    @Test
    void optionsThatOnlyServeAFrozenEncoderAreRefusedByName() {
        TuneMixin tune = parse("--tune", "all");
        List<String> given = List.of("--mirror", "--store");

        InputException e = assertThrows(InputException.class, () -> tune.wanted(given));
        assertTrue(e.getMessage().startsWith("--mirror and --store have no effect with --tune"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all,layer4", "layer3,,layer4"})
    void stagesThatMeanNothingAreRefused(String stages) {
        TuneMixin tune = parse("--tune", stages);
        assertThrows(InputException.class, () -> tune.tuning(DECODER, 0.25));
    }

    private static TuneMixin parse(String... options) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(options);
        return holder.tune;
    }
}
