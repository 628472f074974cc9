package org.captioner.decoder.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.feature.FeatureSource;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.tensor.TensorType;

/** Twelve images of random features with two captions each, made of the image's number. */
final class TrainingFixture implements AutoCloseable {
    static final LstmOptions LSTM = new LstmOptions(24, 8, 0.1);

    private static final int IMAGES = 12;
    private static final int CELLS = 4;
    private static final int CHANNELS = 6;
    private static final List<String> WORDS =
            List.of("red", "green", "blue", "circle", "square", "above", "below", "the");

    private final CaptionTokenizer tokenizer = new CaptionTokenizer();
    private final List<CaptionedImage> images = images();
    private final Vocabulary vocabulary;
    private final FeatureSource grids =
            new MemoryGrids(IMAGES, CELLS, CHANNELS, FeatureSource.Views.PLAIN_AND_MIRRORED);
    private final NDManager manager;

    TrainingFixture() {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        manager = NDManager.newBaseManager();
        List<List<String>> tokens = new ArrayList<>();
        images.forEach(
                image -> image.captions().forEach(each -> tokens.add(tokenizer.tokenize(each))));
        vocabulary = Vocabulary.build(tokens, 1);
    }

    /** Three steps an epoch. */
    static TrainingOptions.Builder options() {
        return TrainingOptions.builder()
                .imagesPerBatch(4)
                .warmUpSteps(5)
                .bucketRows(4)
                .chooseBy("cider");
    }

    static TrainingOptions.Builder selfCritical() {
        return options().objective(Objective.SELF_CRITICAL).captionsPerImage(5).labelSmoothing(0);
    }

    CaptionDecoder decoder(DecoderOptions kind) {
        Engine.getInstance().setRandomSeed(3);
        return kind.create(
                new DecoderShape(2, CELLS / 2, CHANNELS, vocabulary.size(), 8),
                manager,
                Compute.fused(Precision.FLOAT32));
    }

    CaptionTrainer trainer(CaptionDecoder decoder, TrainingOptions options) {
        return trainer(decoder, run(decoder, options));
    }

    CaptionTrainer trainer(CaptionDecoder decoder, RunRecord run) {
        return trainer(decoder, run, images);
    }

    /** A trainer whose dev split is the first {@code devImages} of the training images. */
    CaptionTrainer trainer(CaptionDecoder decoder, TrainingOptions options, int devImages) {
        return trainer(decoder, run(decoder, options), images.subList(0, devImages));
    }

    private CaptionTrainer trainer(
            CaptionDecoder decoder, RunRecord run, List<CaptionedImage> dev) {
        return new CaptionTrainer(
                decoder,
                grids,
                TrainingImage.encode(images, tokenizer, vocabulary, 8),
                new DevScorer(dev, grids, vocabulary, tokenizer, SearchOptions.greedy(8)),
                run);
    }

    RunRecord run(CaptionDecoder decoder, TrainingOptions options) {
        return RunRecord.synthetic(options, "checksum", decoder, grids.views());
    }

    /** Trains in a folder of its own. */
    static TrainingOutcome train(CaptionTrainer trainer, Path path, CaptionDecoder decoder) {
        return train(trainer, path, decoder, new TrainingListener() {});
    }

    static TrainingOutcome train(
            CaptionTrainer trainer, Path path, CaptionDecoder decoder, TrainingListener listener) {
        try (RunFolder folder = RunFolder.open(path)) {
            return trainer.train(folder, writer(decoder), listener);
        }
    }

    private static BundleWriter writer(CaptionDecoder decoder) {
        return (target, history) -> {
            Map<String, NDArray> named = new LinkedHashMap<>();
            decoder.parameters()
                    .arrays()
                    .forEach((name, array) -> named.put("decoder." + name, array));
            SafetensorsWriter.write(
                    target.resolve("weights.safetensors"), named, TensorType.F32, Map.of());
        };
    }

    private static List<CaptionedImage> images() {
        List<CaptionedImage> images = new ArrayList<>();
        for (int image = 0; image < IMAGES; image++) {
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

    @Override
    public void close() {
        manager.close();
    }
}
