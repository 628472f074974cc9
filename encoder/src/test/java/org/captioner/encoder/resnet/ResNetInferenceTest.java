package org.captioner.encoder.resnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResNetInferenceTest {
    private static final int SIZE = 64;

    @BeforeAll
    static void startEngine() {
        TensorEngine.start(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18-narrow", "resnet50-narrow-v1.5", "resnet50-narrow-v1-caffe"})
    void foldedFeaturesEqualThoseOfTheNetworkItself(String name) {
        ResNetArchitecture trunk = GoldenNetworks.architecture(name).upTo(FeatureLayer.LAYER3);
        Map<String, float[]> values = GoldenNetworks.values(trunk);
        FoldedResNet folded = FoldedResNet.fold(ResNetFeatures.of(trunk, SIZE), values::get);
        try (NDManager manager = NDManager.newBaseManager();
                ResNetInference inference = new ResNetInference(folded)) {
            NDArray images = images(manager);
            NDArray features = inference.features(images);
            assertEquals(new Shape(2, 16, trunk.channels()), features.getShape());

            ResNet network = new ResNet(trunk);
            network.setTensors(GoldenNetworks.tensors(trunk, manager));
            network.freezeParameters(true);
            NDArray grid =
                    network.forward(new ParameterStore(manager, false), new NDList(images), false)
                            .singletonOrThrow();
            NDArray expected = grid.transpose(0, 2, 3, 1).reshape(2, 16, -1);
            assertArrayEquals(expected.toFloatArray(), features.toFloatArray(), 1e-5f);
        }
    }

    @Test
    void averagingTheGridIsTheMeanOfNeighbouringCells() {
        ResNetArchitecture trunk =
                GoldenNetworks.architecture("resnet18-narrow").upTo(FeatureLayer.LAYER3);
        Map<String, float[]> values = GoldenNetworks.values(trunk);
        ResNetFeatures own = ResNetFeatures.of(trunk, SIZE);
        try (NDManager manager = NDManager.newBaseManager();
                ResNetInference whole = new ResNetInference(FoldedResNet.fold(own, values::get));
                ResNetInference pooled =
                        new ResNetInference(FoldedResNet.fold(own.pooledTo(2), values::get))) {
            float[] cells = whole.features(images(manager)).toFloatArray();
            float[] means = pooled.features(images(manager)).toFloatArray();
            int channels = own.channels();
            assertEquals(2 * 4 * channels, means.length);
            for (int channel = 0; channel < channels; channel++) {
                // Cell (1, 0) of the 2x2 grid covers rows 2 and 3, columns 0 and 1 of the 4x4 one.
                float sum = 0;
                for (int cell : new int[] {8, 9, 12, 13}) {
                    sum += cells[cell * channels + channel];
                }
                assertEquals(sum / 4, means[2 * channels + channel], 1e-6f);
            }
        }
    }

    @Test
    void aGridIsOnlyAveragedToADivisor() {
        ResNetFeatures features =
                ResNetFeatures.of(ResNetArchitecture.ofDepth(50).upTo(FeatureLayer.LAYER3), 224);
        assertEquals(2, features.pooledTo(7).poolFactor());
        assertEquals(49, features.pooledTo(7).cells());
        InputException problem = assertThrows(InputException.class, () -> features.pooledTo(6));
        assertEquals(
                "a grid of 14x14 cells cannot be averaged to 6x6; choose a divisor of 14",
                problem.getMessage());
    }

    @Test
    void theFingerprintChangesWithStructureAndWeightsOnly() {
        ResNetArchitecture trunk =
                GoldenNetworks.architecture("resnet50-narrow-v1.5").upTo(FeatureLayer.LAYER2);
        Map<String, float[]> values = GoldenNetworks.values(trunk);
        ResNetFeatures features = ResNetFeatures.of(trunk, SIZE);
        String fingerprint = features.fingerprint(values::get);
        assertEquals(fingerprint, ResNetFeatures.of(trunk, SIZE).fingerprint(values::get));
        assertNotEquals(fingerprint, features.pooledTo(4).fingerprint(values::get));
        ResNetFeatures older = ResNetFeatures.of(trunk.withStrides(StridePlacement.V1), SIZE);
        assertNotEquals(fingerprint, older.fingerprint(values::get));
        values.get("layer2.0.bn1.bias")[0] += 1e-6f;
        assertNotEquals(fingerprint, features.fingerprint(values::get));
    }

    private static NDArray images(NDManager manager) {
        float[] noise = GoldenNetworks.images();
        float[] images = new float[2 * 3 * SIZE * SIZE];
        System.arraycopy(noise, 0, images, 0, images.length);
        return manager.create(images, new Shape(2, 3, SIZE, SIZE));
    }
}
