package org.captioner.encoder.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.resnet.FeatureLayer;
import org.captioner.encoder.resnet.GoldenNetworks;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxEncoderTest {
    private static final double TOLERANCE = 1e-5;

    @BeforeAll
    static void startEngine() {
        TensorEngine.start(1);
    }

    /**
     * Sizes that halve evenly and sizes that do not, which distinguishes the max-pool conventions.
     */
    @ParameterizedTest
    @CsvSource({
        "resnet18-narrow, layer4, 64, 2",
        "resnet18-narrow, layer2, 61, 8",
        "resnet50-narrow-v1.5, layer4, 96, 1",
        "resnet50-narrow-v1.5, layer1, 47, 12",
        "resnet50-narrow-v1-caffe, layer3, 64, 2",
        "resnet50-narrow-v1-caffe, layer3, 75, 5",
        "resnet50-narrow-v1-caffe, layer4, 77, 3",
        "resnet101-narrow, layer4, 64, 2"
    })
    void featuresEqualTheReference(String name, String layer, int size, int grid) {
        ResNetArchitecture trunk =
                GoldenNetworks.architecture(name).upTo(FeatureLayer.parse(layer));
        ResNetFeatures features = ResNetFeatures.of(trunk, size).pooledTo(grid);
        Map<String, float[]> tensors = GoldenNetworks.values(trunk);
        ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, size);
        float[] photos = photos(2, transform);
        try (ImageEncoder reference = ResNetEncoder.of(features, transform, tensors::get);
                ImageEncoder onnx =
                        OnnxEncoder.of(EncoderNetwork.of(features, transform, tensors::get), 1)) {
            assertEquals(reference.description(), onnx.description());
            float[] expected = reference.encode(photos, 2);
            float[] actual = onnx.encode(photos, 2);
            assertEquals(expected.length, actual.length);
            assertTrue(
                    relativeDifference(expected, actual) < TOLERANCE,
                    () -> "relative difference " + relativeDifference(expected, actual));
        }
    }

    @Test
    void featuresDependNeitherOnTheBatchNorOnTheThread() throws Exception {
        ResNetArchitecture trunk =
                GoldenNetworks.architecture("resnet50-narrow-v1.5").upTo(FeatureLayer.LAYER3);
        ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, 64);
        float[] photos = photos(8, transform);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try (ImageEncoder encoder =
                OnnxEncoder.of(
                        EncoderNetwork.of(
                                ResNetFeatures.of(trunk, 64),
                                transform,
                                GoldenNetworks.values(trunk)::get),
                        1)) {
            float[] together = encoder.encode(photos, 8);
            List<Callable<float[]>> alone = new ArrayList<>();
            for (int photo = 0; photo < 8; photo++) {
                float[] one = part(photos, photo, transform.length());
                alone.add(() -> encoder.encode(one, 1));
            }
            int photo = 0;
            for (Future<float[]> grid : workers.invokeAll(alone)) {
                assertArrayEquals(
                        part(together, photo, encoder.description().length()), grid.get());
                photo++;
            }
        } finally {
            workers.shutdown();
        }
    }

    @Test
    void tooFewPixelsAreRefused() {
        ResNetArchitecture trunk =
                GoldenNetworks.architecture("resnet18-narrow").upTo(FeatureLayer.LAYER1);
        ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, 32);
        try (ImageEncoder encoder =
                OnnxEncoder.of(
                        EncoderNetwork.of(
                                ResNetFeatures.of(trunk, 32),
                                transform,
                                GoldenNetworks.values(trunk)::get),
                        1)) {
            float[] one = photos(1, transform);
            assertThrows(IllegalArgumentException.class, () -> encoder.encode(one, 2));
            assertThrows(IllegalArgumentException.class, () -> encoder.encode(one, 0));
        }
    }

    private static float[] photos(int count, ImageTransform transform) {
        Random random = new Random(3);
        float[] photos = new float[count * transform.length()];
        for (int i = 0; i < photos.length; i++) {
            photos[i] = (float) random.nextGaussian();
        }
        return photos;
    }

    private static float[] part(float[] whole, int index, int length) {
        return Arrays.copyOfRange(whole, index * length, (index + 1) * length);
    }

    private static double relativeDifference(float[] expected, float[] actual) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(expected[i] - actual[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / norm);
    }
}
