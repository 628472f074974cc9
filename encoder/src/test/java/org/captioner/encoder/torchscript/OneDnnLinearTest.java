package org.captioner.encoder.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.stream.IntStream;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OneDnnLinearTest {
    @BeforeAll
    static void startEngine() {
        TensorEngine.start(1);
    }

    @Test
    void valuesAreThoseOfTheEngineWithinRounding() {
        try (OneDnnLinear linear = load();
                NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(3, 5, 64));
            NDArray weight = manager.randomNormal(new Shape(96, 64));
            NDArray bias = manager.randomNormal(new Shape(96));
            weight.setName("output.weight");

            NDArray y = linear.apply(x, weight, bias);

            assertEquals(new Shape(3, 5, 96), y.getShape());
            assertSame(x.getManager(), y.getManager());
            assertClose(Linear.linear(x, weight, bias).singletonOrThrow(), y);
        }
    }

    @Test
    void manyThreadsMayShareIt() {
        try (OneDnnLinear linear = load();
                NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(16, 64));
            NDArray weight = manager.randomNormal(new Shape(96, 64));
            NDArray bias = manager.randomNormal(new Shape(96));
            NDArray expected = linear.apply(x, weight, bias);
            IntStream.range(0, 200)
                    .parallel()
                    .forEach(
                            run -> {
                                TensorEngine.stopRecording();
                                assertTrue(linear.apply(x, weight, bias).contentEquals(expected));
                            });
        }
    }

    private static OneDnnLinear load() {
        var linear = OneDnnLinear.load();
        Assumptions.assumeTrue(linear.isPresent(), "this engine was built without oneDNN");
        return linear.get();
    }

    private static void assertClose(NDArray expected, NDArray actual) {
        float difference = expected.sub(actual).abs().max().getFloat();
        assertTrue(difference < 1e-4, () -> "off by " + difference);
    }
}
