package org.captioner.decoder.training;

import static org.captioner.decoder.training.TrainingFixture.options;
import static org.captioner.decoder.training.TrainingFixture.selfCritical;
import static org.captioner.decoder.training.TrainingFixture.train;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.registry.TinyDecoders;
import org.captioner.decoder.training.TrainingOutcome.Ending;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaptionTrainerTest {
    @TempDir Path folder;

    private final TrainingFixture fixture = new TrainingFixture();

    static Stream<DecoderOptions> kinds() {
        return TinyDecoders.sized(24, 0.1);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aFewCaptionsAreLearnedByHeart(DecoderOptions kind) {
        TrainingOptions options =
                options().epochs(70).patience(70).labelSmoothing(0).learningRate(1e-2).build();
        CaptionDecoder decoder = fixture.decoder(kind);
        List<EpochReport> epochs =
                train(fixture.trainer(decoder, options), folder, decoder).history().epochs();
        EpochReport first = epochs.get(0);
        EpochReport last = epochs.get(epochs.size() - 1);
        assertTrue(
                last.trainLoss() < 0.4 && last.trainLoss() < first.trainLoss() / 4, last::toString);
        // Dev is the training set, without dropout: its loss falls along and ends below.
        assertTrue(last.devLoss() < last.trainLoss() && last.devLoss() > 0, last::toString);
        double best =
                epochs.stream().mapToDouble(each -> each.devScores().get("BLEU-1")).max().orElse(0);
        assertTrue(best > 0.9, () -> "BLEU-1 of captions learned by heart: " + best);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aRunStoppedAnywhereAndResumedEndsWithTheSameBits(DecoderOptions kind) {
        TrainingOptions options = options().epochs(3).weightAverage(0.9).build();
        CaptionDecoder whole = fixture.decoder(kind);
        List<EpochReport> expected =
                train(fixture.trainer(whole, options), folder.resolve("whole"), whole)
                        .history()
                        .epochs();

        TrainingOutcome actual = null;
        CaptionDecoder last = null;
        for (int stopAfter : new int[] {2, 3, 1, 1000}) {
            // A fresh decoder with other weights: all must come from the checkpoint.
            CaptionDecoder resumed = fixture.decoder(kind);
            if (last != null) {
                resumed.parameters().arrays().values().forEach(array -> array.addi(1));
            }
            CaptionTrainer trainer = fixture.trainer(resumed, options);
            int[] steps = {0};
            actual =
                    train(
                            trainer,
                            folder.resolve("parts"),
                            resumed,
                            new TrainingListener() {
                                @Override
                                public void stepped(Progress progress) {
                                    if (++steps[0] == stopAfter) {
                                        trainer.requestStop();
                                    }
                                }
                            });
            assertEquals(stopAfter == 1000 ? Ending.FINISHED : Ending.STOPPED, actual.ending());
            last = resumed;
        }
        List<EpochReport> epochs = actual.history().epochs();
        assertEquals(expected.size(), epochs.size());
        for (int epoch = 0; epoch < expected.size(); epoch++) {
            assertEquals(expected.get(epoch).trainLoss(), epochs.get(epoch).trainLoss());
            assertEquals(expected.get(epoch).dev(), epochs.get(epoch).dev());
        }
        Map<String, NDArray> arrays = last.parameters().arrays();
        whole.parameters()
                .arrays()
                .forEach(
                        (name, array) ->
                                assertArrayEquals(
                                        array.toFloatArray(),
                                        arrays.get(name).toFloatArray(),
                                        0f,
                                        name));
    }

    @Test
    void theBestModelHasTheAveragedWeights() {
        Map<String, float[]> plain = best(options().epochs(1).build(), "plain");
        Map<String, float[]> averaged =
                best(options().epochs(1).weightAverage(0.9).build(), "mean");
        Map<String, float[]> last = weights(folder.resolve("mean/last"));
        // The average follows the steps and changes none of them.
        last.forEach((name, values) -> assertArrayEquals(plain.get(name), values, 0f, name));
        assertTrue(
                averaged.entrySet().stream()
                        .anyMatch(e -> !Arrays.equals(e.getValue(), last.get(e.getKey()))));
    }

    private Map<String, float[]> best(TrainingOptions options, String run) {
        CaptionDecoder decoder = fixture.decoder(TrainingFixture.LSTM);
        train(fixture.trainer(decoder, options), folder.resolve(run), decoder);
        return weights(folder.resolve(run).resolve("best"));
    }

    private static Map<String, float[]> weights(Path bundle) {
        Map<String, float[]> values = new HashMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(bundle.resolve("weights.safetensors"))) {
            file.names().forEach(name -> values.put(name, file.readFloats(name)));
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void selfCriticalTrainingRaisesTheReward(DecoderOptions kind) {
        CaptionDecoder decoder = fixture.decoder(kind);
        TrainingOptions first = options().epochs(8).patience(8).learningRate(1e-2).build();
        train(fixture.trainer(decoder, first), folder.resolve("first"), decoder);
        TrainingOptions then = selfCritical().epochs(60).patience(60).learningRate(3e-3).build();
        List<EpochReport> epochs =
                train(fixture.trainer(decoder, then), folder.resolve("then"), decoder)
                        .history()
                        .epochs();
        double before = -epochs.get(0).trainLoss();
        double after = -epochs.get(epochs.size() - 1).trainLoss();
        assertTrue(after > 1.15 * before, () -> before + " to " + after);
    }

    @Test
    void anotherSeedGivesAnotherModel() {
        List<Double> losses = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            TrainingOptions options = options().epochs(1).seed(seed).build();
            CaptionDecoder decoder = fixture.decoder(TrainingFixture.LSTM);
            Path run = folder.resolve("run" + losses.size());
            losses.add(
                    train(fixture.trainer(decoder, options), run, decoder)
                            .history()
                            .epochs()
                            .get(0)
                            .trainLoss());
        }
        assertEquals(losses.get(0), losses.get(1));
        assertNotEquals(losses.get(0), losses.get(2));
    }

    @Test
    void trainingThatDivergesStopsWithAdviceAndKeepsTheCheckpoint() {
        CaptionDecoder decoder = fixture.decoder(TrainingFixture.LSTM);
        CaptionTrainer trainer = fixture.trainer(decoder, options().epochs(2).build());
        int[] epochs = {0};
        TrainingListener poison =
                new TrainingListener() {
                    @Override
                    public void epochEnded(EpochReport report) {
                        epochs[0]++;
                        decoder.parameters().arrays().get("words.bias").subi(Float.NaN);
                    }
                };
        String message =
                assertThrows(DivergedException.class, () -> train(trainer, folder, decoder, poison))
                        .getMessage();
        assertEquals(1, epochs[0]);
        assertTrue(
                message.contains("epoch 2 step 1") && message.contains("learning rate"), message);
        assertTrue(Files.exists(folder.resolve("last/training.json")));
    }

    @Test
    void patienceEndsATrainingThatGetsNoBetter() {
        CaptionDecoder decoder = fixture.decoder(TrainingFixture.LSTM);
        // A rate too small to change a float32 weight.
        TrainingOptions options =
                options().epochs(50).patience(2).learningRate(1e-30).warmUpSteps(1).build();
        List<EpochReport> epochs =
                train(fixture.trainer(decoder, options), folder, decoder).history().epochs();
        assertEquals(3, epochs.size());
        assertTrue(epochs.get(0).bestSoFar());
        assertFalse(epochs.get(2).bestSoFar());
    }

    @Test
    void patienceDoesNotCountEpochsOfTheWarmUp() {
        CaptionDecoder decoder = fixture.decoder(TrainingFixture.LSTM);
        // Three steps an epoch: the warm-up reaches into the third.
        TrainingOptions options =
                options().epochs(50).patience(2).learningRate(1e-30).warmUpSteps(7).build();
        List<EpochReport> epochs =
                train(fixture.trainer(decoder, options), folder, decoder).history().epochs();
        assertEquals(5, epochs.size());
    }

    @Test
    void manyStepsLeaveNativeMemoryAsItWas() {
        CaptionDecoder decoder = fixture.decoder(TrainingFixture.LSTM);
        TrainingOptions options = options().epochs(15).patience(15).build();
        List<Integer> held = new ArrayList<>();
        train(
                fixture.trainer(decoder, options),
                folder,
                decoder,
                new TrainingListener() {
                    @Override
                    public void stepped(Progress progress) {
                        NDArray any = decoder.parameters().arrays().get("words.bias");
                        held.add(any.getManager().getManagedArrays().size());
                    }
                });
        assertEquals(held.get(5), held.get(held.size() - 1));
    }
}
