package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Function;
import org.captioner.dataset.InputException;
import org.captioner.decoder.adaptive.AdaptiveOptions;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOption;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.transformer.TransformerOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class DecoderChoiceTest {
    @Test
    void theLstmOfUsualSizeIsTheDefault() {
        assertEquals(new LstmOptions(512, 256, 0.3), options());
    }

    @Test
    void givenOptionsReachTheDecoderAndOthersHaveTheirDefaults() {
        assertEquals(
                new TransformerOptions(64, 2, 8, 1024, 0.1),
                options(
                        "--decoder",
                        "Transformer",
                        "--width",
                        "64",
                        "--layers",
                        "2",
                        "--dropout",
                        "0.1"));
        assertEquals(
                new AdaptiveOptions(512, 32, 0.3),
                options("--decoder", "adaptive", "--attention-width", "32"));
    }

    @Test
    void everyRegisteredDecoderCanBeChosen() {
        for (DecoderKind kind : DecoderRegistry.kinds()) {
            assertEquals(kind.usualOptions(), options("--decoder", kind.name()));
        }
    }

    @Test
    void anOptionOfAnotherDecoderIsRefusedWithThoseItHas() {
        assertEquals(
                "the show-and-tell decoder has no option --attention-width; it has --width,"
                        + " --dropout",
                refusal("--decoder", "show-and-tell", "--attention-width", "32"));
        assertEquals(
                "the lstm decoder has no option --heads; it has --width, --attention-width,"
                        + " --dropout",
                refusal("--heads", "4"));
    }

    @Test
    void anUnknownDecoderIsRefusedWithTheKnownOnes() {
        String message = refusal("--decoder", "gru");
        assertTrue(message.startsWith("unknown decoder 'gru'; use one of lstm, "), message);
    }

    @Test
    void aMistakeInTheOptionsIsReportedBeforeTheDatasetIsRead() {
        CommandRun run =
                CommandRun.of(
                        "train",
                        "--data",
                        "absent",
                        "--weights",
                        "absent",
                        "--output",
                        "absent",
                        "--decoder",
                        "lstm",
                        "--layers",
                        "3");
        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("has no option --layers"), run.talk());
    }

    @Test
    void helpNamesEveryDecoderItsOptionsAndItsLearningRates() {
        String help = CommandRun.of("train", "--help").data().replaceAll("\\s+", " ");
        for (DecoderKind kind : DecoderRegistry.kinds()) {
            assertTrue(help.contains(kind.name() + ": " + kind.description()), help);
            for (DecoderOption<?> option : kind.options()) {
                assertTrue(help.contains(option.flag() + "="), help);
            }
        }
        assertTrue(help.contains("Width of word vectors and hidden states (512)."), help);
        assertTrue(help.contains("(transformer: 8)."), help);
        assertTrue(help.contains("5e-4 for transformer."), help);
        String refinement = CommandRun.of("refine", "--help").data().replaceAll("\\s+", " ");
        assertTrue(refinement.contains("5e-5 for lstm, "), refinement);
        assertTrue(refinement.contains("2.5e-5 for transformer."), refinement);
    }

    @Test
    void theLearningRateIsTheDecodersUnlessGiven() {
        DecoderKind transformer = DecoderRegistry.named("transformer");
        Function<String[], Double> rate =
                arguments -> {
                    LearningRateOption option =
                            new LearningRateOption(DecoderKind.LearningRates::training, "");
                    CommandSpec command = CommandSpec.create();
                    option.addTo(command);
                    new CommandLine(command).parseArgs(arguments);
                    return option.value(transformer);
                };
        assertEquals(5e-4, rate.apply(new String[0]));
        assertEquals(0.01, rate.apply(new String[] {"--learning-rate", "0.01"}));
    }

    private static String refusal(String... arguments) {
        return assertThrows(InputException.class, () -> options(arguments)).getMessage();
    }

    private static DecoderOptions options(String... arguments) {
        DecoderChoice choice = new DecoderChoice();
        CommandSpec command = CommandSpec.create();
        choice.addTo(command);
        new CommandLine(command).parseArgs(arguments);
        return choice.options();
    }
}
