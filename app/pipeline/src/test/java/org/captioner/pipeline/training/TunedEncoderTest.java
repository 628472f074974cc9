package org.captioner.pipeline.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.DatasetReaders;
import org.captioner.dataset.format.ReadOptions;
import org.captioner.dataset.scene.SceneGenerator;
import org.captioner.dataset.scene.SceneOptions;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.EpochReport;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.feature.Augmentation;
import org.captioner.encoder.feature.EncoderGroup;
import org.captioner.encoder.feature.TunedStages;
import org.captioner.encoder.feature.Tuning;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.RandomTensors;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;
import org.captioner.encoder.torchscript.ScriptPrecision;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains captioners whose encoder is tuned, on drawn scenes. */
class TunedEncoderTest {
    private static final int SIZE = 64;
    private static final int EPOCHS = 2;
    private static final ResNetArchitecture NETWORK =
            ResNetArchitecture.custom(
                    "tiny", BlockKind.BASIC, List.of(1, 1, 1), List.of(8, 16, 24));

    @TempDir static Path shared;
    private static CaptionDataset dataset;
    private static Path weights;

    @TempDir Path folder;

    @BeforeAll
    static void drawScenes() throws IOException {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        Path scenes = shared.resolve("scenes");
        new SceneGenerator(SceneOptions.standard(1).withTrainImages(64).withImageSize(SIZE))
                .generate(scenes);
        CaptionDataset drawn = DatasetReaders.read(scenes, ReadOptions.defaults());
        CaptionedImage damaged = drawn.split(Split.TRAIN).get(3);
        Files.writeString(damaged.file(), "no picture", StandardCharsets.UTF_8);
        dataset = drawn;
        weights = shared.resolve("tiny.safetensors");
        writeWeights();
    }

    private static void writeWeights() {
        RandomTensors random = new RandomTensors(NETWORK.withClasses(0), 4);
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            NETWORK.withClasses(0)
                    .tensors()
                    .shapes()
                    .forEach(
                            (name, shape) ->
                                    tensors.put(
                                            name,
                                            manager.create(
                                                    random.apply(name), new Shape(shape.sizes()))));
            SafetensorsWriter.write(
                    weights,
                    tensors,
                    TensorType.F32,
                    ResNetWeights.metadata(NETWORK.withClasses(0)));
        }
    }

    @Test
    void theLossFallsAndOnlyWhatIsTunedChanges() {
        List<EpochReport> epochs =
                train("run", ScriptPrecision.FLOAT32, recipe(6), Integer.MAX_VALUE);

        assertEquals(6, epochs.size());
        assertTrue(epochs.get(5).trainLoss() < epochs.get(0).trainLoss() - 0.3, epochs::toString);
        try (ResNetWeights before = ResNetWeights.open(weights);
                ResNetWeights after =
                        ResNetWeights.open(
                                ModelBundle.weights(folder.resolve("run/last")),
                                ModelBundle.ENCODER_PREFIX)) {
            for (String name : NETWORK.withClasses(0).tensors().shapes().keySet()) {
                boolean tuned =
                        (name.startsWith("layer2.") || name.startsWith("layer3."))
                                && (name.contains(".conv") || name.endsWith("downsample.0.weight"));
                assertEquals(tuned, !Arrays.equals(before.values(name), after.values(name)), name);
            }
        }
    }

    @Test
    void bfloat16TrainsAlike() {
        List<EpochReport> exact =
                train("exact", ScriptPrecision.FLOAT32, recipe(EPOCHS), Integer.MAX_VALUE);
        List<EpochReport> rounded =
                train("bf16", ScriptPrecision.BFLOAT16, recipe(EPOCHS), Integer.MAX_VALUE);

        assertEquals(exact.get(1).trainLoss(), rounded.get(1).trainLoss(), 0.05);
    }

    @Test
    void aRunThatWasStoppedEndsWithTheSameModel() throws IOException {
        train("whole", ScriptPrecision.FLOAT32, recipe(EPOCHS), Integer.MAX_VALUE);
        for (int stop : List.of(1, 5)) {
            String run = "stopped" + stop;
            train(run, ScriptPrecision.FLOAT32, recipe(EPOCHS), stop);
            train(run, ScriptPrecision.FLOAT32, recipe(EPOCHS), Integer.MAX_VALUE);

            for (String file : List.of("weights.safetensors", "moments.safetensors")) {
                assertArrayEquals(
                        Files.readAllBytes(folder.resolve("whole/last").resolve(file)),
                        Files.readAllBytes(folder.resolve(run).resolve("last").resolve(file)),
                        file);
            }
        }
    }

    @Test
    void aDamagedPhotoIsLeftOutFromTheStart() {
        try (RunFolder run = RunFolder.open(folder.resolve("damaged"));
                CaptionerTraining training =
                        CaptionerTraining.prepare(
                                request(run, ScriptPrecision.FLOAT32, recipe(EPOCHS)),
                                (done, total) -> {})) {
            List<LeftOutPhotos.Damaged> damaged = training.leftOut().damaged();
            assertEquals(1, damaged.size());
            assertEquals(dataset.split(Split.TRAIN).get(3), damaged.get(0).image());
        }
    }

    @Test
    void aBundleIsTunedFurther() {
        train("first", ScriptPrecision.FLOAT32, recipe(EPOCHS), Integer.MAX_VALUE);
        Path model = RunFolder.best(folder.resolve("first"));
        EncoderPlan further = TunedEncoder.ofBundle(model, tuning("layer3"), Augmentation.NONE, 1);
        try (RunFolder run = RunFolder.open(folder.resolve("second"));
                CaptionerTraining training =
                        CaptionerTraining.refine(
                                new RefinementRequest(
                                        dataset, dataset, model, further, recipe(EPOCHS), run),
                                (done, total) -> {})) {
            training.train(new TrainingListener() {});
        }
        String source =
                ModelBundle.readManifest(folder.resolve("second/best"))
                        .provenance()
                        .encoderSource();
        assertEquals("tiny.safetensors, layer2,layer3 tuned, layer3 tuned", source);
    }

    @Test
    void aStageThatTheNetworkLacksIsRefusedWithThoseItHas() {
        TunedEncoder plan =
                TunedEncoder.ofFile(weights, options(), tuning("layer4"), Augmentation.NONE, 1);
        try (NDManager manager = NDManager.newBaseManager()) {
            InputException e =
                    assertThrows(
                            InputException.class,
                            () -> plan.prepare(dataset, manager, 1, (done, total) -> {}));
            assertEquals(
                    "cannot tune 'layer4': the features are computed by conv1, layer1, layer2,"
                            + " layer3; choose some of these, or 'all'",
                    e.getMessage());
        }
        assertFalse(Files.exists(folder.resolve("run")));
    }

    /** Trains until the end, or until so many steps of this call were taken. */
    private List<EpochReport> train(
            String name, ScriptPrecision precision, TrainingOptions recipe, int steps) {
        try (RunFolder run = RunFolder.open(folder.resolve(name));
                CaptionerTraining training =
                        CaptionerTraining.prepare(
                                request(run, precision, recipe), (done, total) -> {})) {
            List<Double> losses = new ArrayList<>();
            return training.train(
                            new TrainingListener() {
                                @Override
                                public void stepped(Progress progress) {
                                    losses.add(progress.loss());
                                    if (losses.size() == steps) {
                                        training.requestStop();
                                    }
                                }
                            })
                    .history()
                    .epochs();
        }
    }

    private TrainingRequest request(
            RunFolder run, ScriptPrecision precision, TrainingOptions recipe) {
        Tuning tuning =
                new Tuning(
                        TunedStages.parse("layer2, layer3"),
                        Tuning.NormVectors.FIXED,
                        new EncoderGroup(1e-3, 0.05, 1),
                        precision);
        return new TrainingRequest(
                dataset,
                dataset,
                TunedEncoder.ofFile(weights, options(), tuning, Augmentation.STANDARD, 2),
                new LstmOptions(32, 16, 0.1),
                1,
                recipe,
                SearchOptions.greedy(12),
                run);
    }

    private static Tuning tuning(String stages) {
        return new Tuning(
                TunedStages.parse(stages),
                Tuning.NormVectors.FIXED,
                new EncoderGroup(1e-3, 0.05, 1),
                ScriptPrecision.FLOAT32);
    }

    private static EncoderOptions options() {
        return EncoderOptions.defaults()
                .withTransform(ImageTransform.imageNet(Resize.SQUASH, SIZE));
    }

    private static TrainingOptions recipe(int epochs) {
        return TrainingOptions.builder()
                .epochs(epochs)
                .patience(epochs)
                .labelSmoothing(0)
                .imagesPerBatch(16)
                .captionsPerImage(2)
                .learningRate(4e-3)
                .warmUpSteps(2)
                .build();
    }
}
