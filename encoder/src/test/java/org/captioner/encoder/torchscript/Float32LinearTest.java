package org.captioner.encoder.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.function.Supplier;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class Float32LinearTest {
    @BeforeAll
    static void startEngine() {
        TensorEngine.start(1);
    }

    @Test
    void valuesAndGradientsAreThoseOfTheEngineWithinRounding() {
        try (Float32Linear linear = load();
                NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(4, 25, 64));
            NDArray weight = manager.randomNormal(new Shape(96, 64));
            NDArray bias = manager.randomNormal(new Shape(96));
            weight.setName("output.weight");
            bias.setName("output.bias");
            NDArray seen = manager.randomNormal(new Shape(4, 25, 96));
            List<NDArray> inputs = List.of(x, weight, bias);
            inputs.forEach(input -> input.setRequiresGradient(true));

            NDArray expected =
                    backward(() -> Linear.linear(x, weight, bias).singletonOrThrow(), seen);
            List<NDArray> gradients =
                    inputs.stream().map(input -> input.getGradient().duplicate()).toList();
            NDArray actual = backward(() -> linear.apply(x, weight, bias), seen);

            assertEquals(new Shape(4, 25, 96), actual.getShape());
            assertSame(x.getManager(), actual.getManager());
            assertClose(expected, actual);
            for (int i = 0; i < inputs.size(); i++) {
                assertClose(gradients.get(i), inputs.get(i).getGradient());
            }
        }
    }

    @Test
    void rowsMayLieScatteredInMemory() {
        try (Float32Linear linear = load();
                NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(5, 7, 8)).transpose(1, 0, 2);
            NDArray weight = manager.randomNormal(new Shape(3, 8));
            NDArray bias = manager.randomNormal(new Shape(3));
            assertClose(
                    Linear.linear(x, weight, bias).singletonOrThrow(),
                    linear.apply(x, weight, bias));
        }
    }

    private static NDArray backward(Supplier<NDArray> map, NDArray seen) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.zeroGradients();
            NDArray y = map.get();
            NDArray loss = y.mul(seen).sum();
            System.gc(); // What only Java holds would be gone before the way back.
            collector.backward(loss);
            return y;
        }
    }

    private static Float32Linear load() {
        var linear = Float32Linear.load();
        Assumptions.assumeTrue(linear.isPresent(), "this engine was built without oneDNN");
        return linear.get();
    }

    private static void assertClose(NDArray expected, NDArray actual) {
        float difference = actual.sub(expected).norm().getFloat() / expected.norm().getFloat();
        assertTrue(difference < 1e-5, () -> "relative difference " + difference);
    }
}
