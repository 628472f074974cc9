package org.captioner.encoder.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.captioner.dataset.InputException;
import org.captioner.encoder.EncoderNetwork;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.ResNetEncoder;
import org.captioner.encoder.resnet.ActivationCalibration;
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

class FusedEncoderTest {
    private static final double ROUNDING = 1e-5;
    private static final double BFLOAT16_ROUNDING = 0.03;
    private static final double INT8_ROUNDING = 0.06;

    @BeforeAll
    static void startEngine() {
        TensorEngine.start(1);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18-narrow, layer4, 64, 2",
        "resnet18-narrow, layer4, 32, 1",
        "resnet18-narrow, layer2, 61, 8",
        "resnet50-narrow-v1.5, layer4, 96, 1",
        "resnet50-narrow-v1-caffe, layer3, 75, 5",
        "resnet50-narrow-v1-caffe, layer4, 77, 3",
        "resnet101-narrow, layer4, 64, 2"
    })
    void featuresEqualTheReferenceWithinTheirPrecision(
            String name, String layer, int size, int grid) {
        ResNetArchitecture trunk =
                GoldenNetworks.architecture(name).upTo(FeatureLayer.parse(layer));
        ResNetFeatures features = ResNetFeatures.of(trunk, size).pooledTo(grid);
        Map<String, float[]> tensors = GoldenNetworks.values(trunk);
        ImageTransform transform = ImageTransform.imageNet(Resize.SQUASH, size);
        float[] photos = photos(2 * transform.length());
        EncoderNetwork network =
                calibrated(EncoderNetwork.of(features, transform, tensors::get), photos);
        try (ImageEncoder reference = ResNetEncoder.of(network);
                ImageEncoder exact = FusedEncoder.of(network, ScriptPrecision.FLOAT32);
                ImageEncoder rounded = FusedEncoder.of(network, ScriptPrecision.BFLOAT16);
                ImageEncoder integers = FusedEncoder.of(network, ScriptPrecision.INT8)) {
            float[] expected = reference.encode(photos, 2);
            assertEquals(reference.description(), exact.description());
            assertClose(expected, exact.encode(photos, 2), ROUNDING);
            assertNotEquals(
                    reference.description().fingerprint(), rounded.description().fingerprint());
            assertClose(expected, rounded.encode(photos, 2), BFLOAT16_ROUNDING);
            assertNotEquals(
                    reference.description().fingerprint(), integers.description().fingerprint());
            assertClose(expected, integers.encode(photos, 2), INT8_ROUNDING);
        }
    }

    @Test
    void eightBitsWithoutRangesAreRefusedWithTheRemedy() {
        ResNetArchitecture trunk =
                GoldenNetworks.architecture("resnet18-narrow").upTo(FeatureLayer.LAYER1);
        EncoderNetwork network =
                EncoderNetwork.of(
                        ResNetFeatures.of(trunk, 32),
                        ImageTransform.imageNet(Resize.SQUASH, 32),
                        GoldenNetworks.values(trunk)::get);
        InputException problem =
                assertThrows(
                        InputException.class, () -> FusedEncoder.of(network, ScriptPrecision.INT8));
        assertTrue(problem.getMessage().contains("run captioner calibrate"), problem::getMessage);
    }

    private static EncoderNetwork calibrated(EncoderNetwork network, float[] photos) {
        int length = network.description().transform().length();
        try (ActivationCalibration calibration = new ActivationCalibration(network.folded())) {
            for (int from = 0; from < photos.length; from += length) {
                calibration.observe(Arrays.copyOfRange(photos, from, from + length));
            }
            return network.with(calibration.ranges(network.description().fingerprint()));
        }
    }

    private static float[] photos(int length) {
        Random random = new Random(3);
        float[] photos = new float[length];
        for (int i = 0; i < length; i++) {
            photos[i] = (float) random.nextGaussian();
        }
        return photos;
    }

    private static void assertClose(float[] expected, float[] actual, double tolerance) {
        assertEquals(expected.length, actual.length);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += Math.pow(expected[i] - actual[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        double relative = Math.sqrt(difference / norm);
        assertTrue(relative < tolerance, () -> "relative difference " + relative);
    }
}
