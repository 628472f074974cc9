package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.registry.TinyDecoders;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaptionTrainerTest {
    private static final int CELLS = 4;
    private static final int CHANNELS = 6;
    private static final List<String> WORDS =
            List.of("red", "green", "blue", "circle", "square", "above", "below", "the");

    @TempDir Path folder;

    private final CaptionTokenizer tokenizer = new CaptionTokenizer();
    private final List<CaptionedImage> images = images();
    private final Vocabulary vocabulary = vocabulary(images);
    private final FeatureSource grids =
            new MemoryGrids(12, CELLS, CHANNELS, FeatureSource.Views.PLAIN_AND_MIRRORED);
    private NDManager manager;

    static Stream<DecoderOptions> kinds() {
        return TinyDecoders.sized(24, 0.1);
    }

    @BeforeEach
    void start() {
        TensorEngine.start(1);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void learnsAFewCaptionsByHeart(DecoderOptions kind) {
        TrainingOptions options =
                options().epochs(70).patience(70).labelSmoothing(0).learningRate(1e-2).build();
        List<EpochReport> history =
                trainer(decoder(kind), options).train(folder, writer(null), quiet());
        double first = history.get(0).trainLoss();
        double last = history.get(history.size() - 1).trainLoss();
        assertTrue(last < 0.4 && last < first / 4, () -> first + " to " + last);
        double best =
                history.stream()
                        .mapToDouble(each -> each.devScores().get("BLEU-1"))
                        .max()
                        .orElse(0);
        assertTrue(best > 0.9, () -> "BLEU-1 of captions learnt by heart: " + best);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aRunStoppedAnywhereAndResumedEndsWithTheSameBits(DecoderOptions kind) {
        TrainingOptions options = options().epochs(3).build();
        CaptionDecoder whole = decoder(kind);
        List<EpochReport> expected =
                trainer(whole, options).train(folder.resolve("whole"), writer(whole), quiet());

        List<EpochReport> actual = List.of();
        CaptionDecoder last = null;
        for (int stopAfter : new int[] {2, 3, 1, 1000}) {
            // A fresh decoder with other weights: all must come from the checkpoint.
            CaptionDecoder resumed = decoder(kind);
            if (last != null) {
                resumed.parameters().arrays().values().forEach(array -> array.addi(1));
            }
            CaptionTrainer trainer = trainer(resumed, options);
            int[] steps = {0};
            actual =
                    trainer.train(
                            folder.resolve("parts"),
                            writer(resumed),
                            new TrainingListener() {
                                @Override
                                public void stepped(Progress progress) {
                                    if (++steps[0] == stopAfter) {
                                        trainer.requestStop();
                                    }
                                }
                            });
            last = resumed;
        }
        assertEquals(expected.size(), actual.size());
        for (int epoch = 0; epoch < expected.size(); epoch++) {
            assertEquals(expected.get(epoch).trainLoss(), actual.get(epoch).trainLoss());
            assertEquals(expected.get(epoch).devScores(), actual.get(epoch).devScores());
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

    @ParameterizedTest
    @MethodSource("kinds")
    void selfCriticalTrainingRaisesTheReward(DecoderOptions kind) {
        CaptionDecoder decoder = decoder(kind);
        trainer(decoder, options().epochs(8).patience(8).learningRate(1e-2).build())
                .train(folder.resolve("first"), writer(decoder), quiet());
        TrainingOptions selfCritical =
                options()
                        .objective(Objective.SELF_CRITICAL)
                        .captionsPerImage(5)
                        .labelSmoothing(0)
                        .epochs(60)
                        .patience(60)
                        .learningRate(3e-3)
                        .build();
        List<EpochReport> history =
                trainer(decoder, selfCritical)
                        .train(folder.resolve("then"), writer(decoder), quiet());
        double before = -history.get(0).trainLoss();
        double after = -history.get(history.size() - 1).trainLoss();
        assertTrue(after > 1.15 * before, () -> before + " to " + after);
    }

    @Test
    void anotherSeedGivesAnotherModel() {
        List<Double> losses = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            TrainingOptions options = options().epochs(1).seed(seed).build();
            CaptionDecoder decoder = decoder(new LstmOptions(24, 8, 0.1));
            losses.add(
                    trainer(decoder, options)
                            .train(folder.resolve("run" + losses.size()), writer(decoder), quiet())
                            .get(0)
                            .trainLoss());
        }
        assertEquals(losses.get(0), losses.get(1));
        assertNotEquals(losses.get(0), losses.get(2));
    }

    @Test
    void aResumeWithOtherOptionsIsRefused() {
        CaptionDecoder decoder = decoder(new LstmOptions(24, 8, 0.1));
        trainer(decoder, options().epochs(1).build()).train(folder, writer(decoder), quiet());
        CaptionTrainer other = trainer(decoder, options().epochs(2).build());
        String message =
                assertThrows(
                                InputException.class,
                                () -> other.train(folder, writer(decoder), quiet()))
                        .getMessage();
        assertTrue(message.contains("epochs=1") && message.contains("epochs=2"), message);
    }

    @Test
    void aDamagedCheckpointIsRefusedByName() throws IOException {
        CaptionDecoder decoder = decoder(new LstmOptions(24, 8, 0.1));
        TrainingOptions options = options().epochs(1).build();
        trainer(decoder, options).train(folder, writer(decoder), quiet());
        Path state = folder.resolve("last/training.json");
        String json = Files.readString(state);
        Files.writeString(state, json.substring(0, json.length() / 2));
        CaptionTrainer again = trainer(decoder, options);
        String message =
                assertThrows(
                                InputException.class,
                                () -> again.train(folder, writer(decoder), quiet()))
                        .getMessage();
        assertTrue(message.contains("training.json: not a checkpoint's state"), message);
    }

    @Test
    void trainingThatLosesItsNumbersStopsWithAdviceAndKeepsTheCheckpoint() {
        CaptionDecoder decoder = decoder(new LstmOptions(24, 8, 0.1));
        TrainingOptions options = options().epochs(2).build();
        int[] epochs = {0};
        CaptionTrainer trainer = trainer(decoder, options);
        TrainingListener poison =
                new TrainingListener() {
                    @Override
                    public void epochEnded(EpochReport report) {
                        epochs[0]++;
                        decoder.parameters().arrays().get("words.bias").subi(Float.NaN);
                    }
                };
        String message =
                assertThrows(
                                DivergedException.class,
                                () -> trainer.train(folder, writer(decoder), poison))
                        .getMessage();
        assertEquals(1, epochs[0]);
        assertTrue(
                message.contains("epoch 2 step 1") && message.contains("learning rate"), message);
        assertTrue(Files.exists(folder.resolve("last/training.json")));
    }

    @Test
    void patienceEndsATrainingThatGetsNoBetter() {
        CaptionDecoder decoder = decoder(new LstmOptions(24, 8, 0.1));
        TrainingOptions options =
                options().epochs(50).patience(2).learningRate(1e-9).warmUpSteps(1).build();
        List<EpochReport> history =
                trainer(decoder, options).train(folder, writer(decoder), quiet());
        assertEquals(3, history.size());
        assertTrue(history.get(0).bestSoFar());
        assertFalse(history.get(2).bestSoFar());
    }

    @Test
    void manyStepsLeaveNativeMemoryAsItWas() {
        CaptionDecoder decoder = decoder(new LstmOptions(24, 8, 0.1));
        TrainingOptions options = options().epochs(15).patience(15).build();
        List<Integer> held = new ArrayList<>();
        trainer(decoder, options)
                .train(
                        folder,
                        writer(decoder),
                        new TrainingListener() {
                            @Override
                            public void stepped(Progress progress) {
                                NDArray any = decoder.parameters().arrays().get("words.bias");
                                held.add(any.getManager().getManagedArrays().size());
                            }
                        });
        assertEquals(held.get(5), held.get(held.size() - 1));
    }

    private TrainingOptions.Builder options() {
        return TrainingOptions.builder().imagesPerBatch(4).warmUpSteps(5).bucketRows(4);
    }

    private CaptionDecoder decoder(DecoderOptions kind) {
        Engine.getInstance().setRandomSeed(3);
        return kind.create(
                new DecoderShape(2, CELLS / 2, CHANNELS, vocabulary.size(), 8),
                manager,
                Compute.fused(Precision.FLOAT32));
    }

    private CaptionTrainer trainer(CaptionDecoder decoder, TrainingOptions options) {
        return new CaptionTrainer(
                decoder,
                grids,
                TrainingImage.encode(images, tokenizer, vocabulary, 8),
                new DevScorer(images, grids, vocabulary, tokenizer, SearchOptions.greedy(8)),
                options,
                "checksum");
    }

    private static BundleWriter writer(CaptionDecoder decoder) {
        return (target, history) -> {
            Map<String, NDArray> named = new LinkedHashMap<>();
            if (decoder != null) {
                decoder.parameters()
                        .arrays()
                        .forEach((name, array) -> named.put("decoder." + name, array));
            }
            SafetensorsWriter.write(
                    target.resolve("weights.safetensors"), named, TensorType.F32, Map.of());
        };
    }

    private static TrainingListener quiet() {
        return new TrainingListener() {};
    }

    /** Two captions per image, made of the image's number. */
    private static List<CaptionedImage> images() {
        List<CaptionedImage> images = new ArrayList<>();
        for (int image = 0; image < 12; image++) {
            String scene =
                    WORDS.get(image % 3)
                            + " "
                            + WORDS.get(3 + image % 2)
                            + " "
                            + WORDS.get(5 + image / 6);
            images.add(
                    new CaptionedImage(
                            MemoryGrids.id(image),
                            Path.of("unused.png"),
                            Split.TRAIN,
                            List.of("the " + scene, "the " + scene + " .")));
        }
        return images;
    }

    private Vocabulary vocabulary(List<CaptionedImage> captioned) {
        List<List<String>> tokens = new ArrayList<>();
        captioned.forEach(
                image -> image.captions().forEach(each -> tokens.add(tokenizer.tokenize(each))));
        return Vocabulary.build(tokens, 1);
    }
}
