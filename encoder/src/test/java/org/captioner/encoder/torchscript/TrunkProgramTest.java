package org.captioner.encoder.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.GoldenNetworks;
import org.captioner.encoder.resnet.NormStatistics;
import org.captioner.encoder.resnet.ResNet;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrunkProgramTest {
    private static final int SIZE = 64;

    @BeforeAll
    static void startEngine() {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18-narrow,          layer3 layer4,                      FLOAT32,  1, 1e-4",
        "resnet18-narrow,          conv1 layer1 layer2 layer3 layer4,  FLOAT32,  1, 1e-4",
        "resnet18-narrow,          layer4,                             FLOAT32,  2, 1e-4",
        "resnet50-narrow-v1-caffe, layer2 layer4,                      FLOAT32,  1, 1e-4",
        "resnet50-narrow-v1.5,     layer4,                             FLOAT32,  1, 1e-4",
        // Where rounding turns a rectifier off, a whole path of the gradient is gone.
        "resnet18-narrow,          layer3 layer4,                      BFLOAT16, 1, 0.2"
    })
    void valuesAndGradientsAreThoseOfTheDefinition(
            String network, String stages, ScriptPrecision precision, int pool, double tolerance) {
        ResNetArchitecture architecture = GoldenNetworks.architecture(network).withClasses(0);
        ResNetFeatures own = ResNetFeatures.of(architecture, SIZE);
        ResNetFeatures features = own.pooledTo(own.gridSide() / pool);
        Predicate<String> trained = name -> stages.contains(name.substring(0, name.indexOf('.')));
        try (NDManager manager = NDManager.newBaseManager();
                TrunkProgram program =
                        load(features, c -> trained.test(c.name() + "."), precision)) {
            Engine.getInstance().setRandomSeed(5);
            NDArray images = manager.randomNormal(new Shape(3, 3, SIZE, SIZE));
            Map<String, NDArray> tensors = tensors(architecture, manager);
            tensors.forEach(
                    (name, tensor) -> {
                        if (trained.test(name) && tensor.getShape().dimension() > 1) {
                            tensor.setRequiresGradient(true);
                        }
                    });
            NDArray weights =
                    manager.randomNormal(new Shape(3, features.cells(), features.channels()));

            Map<String, NDArray> expected = new LinkedHashMap<>();
            expected.put("features", backward(definition(features, images, tensors), weights));
            takeGradients(tensors, expected);
            Map<String, NDArray> actual = new LinkedHashMap<>();
            actual.put("features", backward(() -> program.features(images, tensors::get), weights));
            takeGradients(tensors, actual);

            assertEquals(expected.keySet(), actual.keySet());
            assertTrue(expected.size() > 1, "nothing was trained");
            assertEquals(DataType.FLOAT32, actual.get("features").getDataType());
            assertClose("features", expected.get("features"), actual.get("features"), 0.02);
            expected.forEach(
                    (name, array) -> assertClose(name, array, actual.get(name), tolerance));
        }
    }

    private static Supplier<NDArray> definition(
            ResNetFeatures features, NDArray images, Map<String, NDArray> tensors) {
        return () -> {
            NDArray grid =
                    ResNet.forward(
                            features.architecture(), images, tensors::get, NormStatistics.RUNNING);
            int pool = features.poolFactor();
            Shape window = new Shape(pool, pool);
            return Pool.avgPool2d(grid, window, window, new Shape(0, 0), false, false)
                    .reshape(3, features.channels(), features.cells())
                    .transpose(0, 2, 1);
        };
    }

    private static NDArray backward(Supplier<NDArray> network, NDArray weights) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray features = network.get();
            NDArray loss = features.mul(weights).sum();
            System.gc(); // What only Java holds would be gone before the backward pass.
            collector.backward(loss);
            return features;
        }
    }

    /** Moves the gradients of what is trained into a map and clears them. */
    private static void takeGradients(Map<String, NDArray> tensors, Map<String, NDArray> into) {
        tensors.forEach(
                (name, tensor) -> {
                    if (tensor.hasGradient()) {
                        NDArray gradient = tensor.getGradient();
                        into.put(name, gradient.duplicate());
                        gradient.subi(gradient.duplicate());
                    }
                });
    }

    private static Map<String, NDArray> tensors(
            ResNetArchitecture architecture, NDManager manager) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        Map<String, float[]> values = GoldenNetworks.values(architecture);
        architecture
                .tensors()
                .shapes()
                .forEach(
                        (name, shape) ->
                                tensors.put(
                                        name,
                                        manager.create(values.get(name), new Shape(shape.sizes()))
                                                .duplicate()));
        return tensors;
    }

    private static TrunkProgram load(
            ResNetFeatures features, Predicate<Convolution> trained, ScriptPrecision precision) {
        Optional<TrunkProgram> program = TrunkProgram.compile(features, trained, precision);
        Assumptions.assumeTrue(program.isPresent(), "this engine was built without oneDNN");
        return program.get();
    }

    private static void assertClose(
            String name, NDArray expected, NDArray actual, double tolerance) {
        assertEquals(expected.getShape(), actual.getShape(), name);
        float size = expected.norm().getFloat();
        assertFalse(size == 0, name + " is zero");
        float difference = actual.sub(expected).norm().getFloat() / size;
        assertTrue(difference < tolerance, () -> name + ": relative difference " + difference);
    }
}
