package org.captioner.decoder.bundle;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.captioner.dataset.image.Photo;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.feature.TrainableEncoder;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;

/** Untrained models of a few kilobytes, written as bundles. */
public final class TinyModel {
    private static final int SIZE = 32;

    private TinyModel() {}

    /** Writes a bundle with weights from {@code seed} that speaks the given words. */
    public static void write(Path folder, DecoderOptions options, int seed, List<String> words) {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        ResNetFeatures features =
                ResNetFeatures.of(
                        ResNetArchitecture.custom(
                                "tiny", BlockKind.BASIC, List.of(1, 1), List.of(4, 6)),
                        SIZE);
        try (NDManager manager = NDManager.newBaseManager();
                TrainableEncoder encoder = TrainableEncoder.fromScratch(features, manager, seed)) {
            Vocabulary vocabulary = Vocabulary.build(List.of(words), 1);
            Engine.getInstance().setRandomSeed(seed);
            DecoderShape shape =
                    new DecoderShape(
                            features.gridSide(),
                            features.gridSide(),
                            features.channels(),
                            vocabulary.size(),
                            6);
            try (CaptionDecoder decoder =
                    options.create(shape, manager, Compute.fused(Precision.FLOAT32))) {
                decoder.parameters().arrays().values().forEach(array -> array.muli(3));
                new BundleFolder(
                                new BundleFolder.EncoderPart(
                                        features,
                                        ImageTransform.imageNet(Resize.SQUASH, SIZE),
                                        name -> encoder.tensors().get(name).toFloatArray()),
                                decoder,
                                vocabulary,
                                new SearchOptions(3, 0.7, 6),
                                Provenance.ofThisProcess(
                                        "none", "none", Map.of(), "drawn at random", null))
                        .write(folder, List.of());
            }
        }
    }

    /** A photo of noise. */
    public static Photo photo(int seed, int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        new Random(seed).nextBytes(rgb);
        return Photo.of(width, height, rgb);
    }
}
