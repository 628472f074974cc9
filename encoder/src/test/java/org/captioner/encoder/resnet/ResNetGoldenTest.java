package org.captioner.encoder.resnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Golden tensors: Python torch 2.13.0 on CPU, made by src/test/python/resnet_golden.py. */
class ResNetGoldenTest {
    private static final float TOLERANCE = 1e-5f;

    @BeforeAll
    static void startEngine() {
        TensorEngine.start(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resnet18-narrow",
                "resnet50-narrow-v1.5",
                "resnet50-narrow-v1-caffe",
                "resnet101-narrow"
            })
    void gridAndLogitsEqualTorchs(String name) throws URISyntaxException {
        try (SafetensorsFile golden = golden(name);
                NDManager manager = NDManager.newBaseManager()) {
            ResNetArchitecture whole = GoldenNetworks.architecture(name);
            ResNet classifier = new ResNet(whole);
            Map<String, NDArray> tensors = GoldenNetworks.tensors(whole, manager);
            classifier.setTensors(tensors);
            assertClose(golden.readFloats("logits"), run(classifier, manager), 1);

            ResNetArchitecture trunk = whole.withClasses(0);
            ResNet encoder = new ResNet(trunk);
            tensors.keySet().removeIf(tensor -> tensor.startsWith("fc."));
            encoder.setTensors(tensors);
            NDArray grid = run(encoder, manager);
            Shape expected = new Shape(golden.shape("grid").sizes());
            assertEquals(expected, grid.getShape());
            Shape images = new Shape(2, 3, GoldenNetworks.ROWS, GoldenNetworks.COLUMNS);
            assertEquals(expected, encoder.getOutputShapes(new Shape[] {images})[0]);
            assertClose(golden.readFloats("grid"), grid, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet18-narrow", "resnet50-narrow-v1.5", "resnet50-narrow-v1-caffe"})
    void aTrainingStepGivesTorchsGradientsAndRunningStatistics(String name)
            throws URISyntaxException {
        try (SafetensorsFile golden = golden(name);
                NDManager manager = NDManager.newBaseManager()) {
            ResNet network = new ResNet(GoldenNetworks.architecture(name));
            network.setTensors(GoldenNetworks.tensors(network.architecture(), manager));
            Map<String, NDArray> tensors = network.tensors();
            network.trainableNames().forEach(n -> tensors.get(n).setRequiresGradient(true));
            NDArray loss;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray logits = forward(network, manager, true);
                loss = logits.mul(logits).sum();
                System.gc(); // A buffer that only Java holds would be gone before the backward
                // pass.
                collector.backward(loss);
            }
            assertClose(golden.readFloats("training.loss"), loss, loss.getFloat());
            NDArray gradient = tensors.get("conv1.weight").getGradient();
            float largest = gradient.abs().max().getFloat();
            assertClose(golden.readFloats("training.conv1.weight.grad"), gradient, 10 * largest);
            for (String statistic : new String[] {"bn1.running_mean", "bn1.running_var"}) {
                assertClose(golden.readFloats("training." + statistic), tensors.get(statistic), 1);
            }
        }
    }

    private static NDArray run(ResNet network, NDManager manager) {
        network.freezeParameters(true);
        return forward(network, manager, false);
    }

    private static NDArray forward(ResNet network, NDManager manager, boolean training) {
        NDArray images =
                manager.create(
                        GoldenNetworks.images(),
                        new Shape(2, 3, GoldenNetworks.ROWS, GoldenNetworks.COLUMNS));
        ParameterStore store = new ParameterStore(manager, false);
        return network.forward(store, new NDList(images), training).singletonOrThrow();
    }

    private static SafetensorsFile golden(String name) throws URISyntaxException {
        return SafetensorsFile.open(
                Path.of(
                        Objects.requireNonNull(
                                        ResNetGoldenTest.class.getResource(name + ".safetensors"))
                                .toURI()));
    }

    private static void assertClose(float[] expected, NDArray actual, float scale) {
        assertArrayEquals(expected, actual.toFloatArray(), TOLERANCE * scale);
    }
}
