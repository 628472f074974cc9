package org.captioner.encoder.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LinearOperationTest {
    @BeforeAll
    static void startEngine() {
        TensorEngine.start(1);
    }

    /** Factors of 8 bits leave a sum of many products off by well under a percent. */
    @ParameterizedTest
    @CsvSource({"ENGINE, 1e-6", "ONE_DNN, 1e-5", "BFLOAT16, 1e-2"})
    void valuesAndGradientsAreThoseOfTheEngineWithinRounding(
            Arithmetic arithmetic, double rounding) {
        try (LinearOperation linear = training(arithmetic);
                NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(4, 25, 64));
            NDArray weight = manager.randomNormal(new Shape(96, 64));
            NDArray bias = manager.randomNormal(new Shape(96));
            weight.setName("output.weight");
            bias.setName("output.bias");
            NDArray seen = manager.randomNormal(new Shape(4, 25, 96));
            List<NDArray> inputs = List.of(x, weight, bias);
            inputs.forEach(input -> input.setRequiresGradient(true));

            NDArray exact = backward(() -> Linear.linear(x, weight, bias).singletonOrThrow(), seen);
            List<NDArray> exactGradients =
                    inputs.stream().map(input -> input.getGradient().duplicate()).toList();
            NDArray rounded = backward(() -> linear.apply(x, weight, bias), seen);

            assertEquals(new Shape(4, 25, 96), rounded.getShape());
            assertEquals(DataType.FLOAT32, rounded.getDataType());
            assertSame(x.getManager(), rounded.getManager());
            assertEquals("output.weight", weight.getName());
            assertClose(exact, rounded, rounding);
            for (int i = 0; i < inputs.size(); i++) {
                assertClose(exactGradients.get(i), inputs.get(i).getGradient(), rounding);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Arithmetic.class)
    void rowsMayLieScatteredInMemory(Arithmetic arithmetic) {
        try (LinearOperation linear = training(arithmetic);
                NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(5, 7, 8)).transpose(1, 0, 2);
            NDArray weight = manager.randomNormal(new Shape(3, 8));
            NDArray bias = manager.randomNormal(new Shape(3));
            assertClose(
                    Linear.linear(x, weight, bias).singletonOrThrow(),
                    linear.apply(x, weight, bias),
                    arithmetic == Arithmetic.BFLOAT16 ? 1e-2 : 1e-5);
        }
    }

    @Test
    void forInferenceValuesAreThoseOfTheEngineWithinRounding() {
        try (LinearOperation linear = present(LinearOperation.forInference());
                NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomNormal(new Shape(3, 5, 64));
            NDArray weight = manager.randomNormal(new Shape(96, 64));
            NDArray bias = manager.randomNormal(new Shape(96));
            weight.setName("output.weight");

            NDArray y = linear.apply(x, weight, bias);

            assertEquals(new Shape(3, 5, 96), y.getShape());
            assertSame(x.getManager(), y.getManager());
            assertClose(Linear.linear(x, weight, bias).singletonOrThrow(), y, 1e-5);
        }
    }

    @Test
    void forInferenceManyThreadsMayShareIt() {
        try (LinearOperation linear = present(LinearOperation.forInference());
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

    private static LinearOperation training(Arithmetic arithmetic) {
        return present(LinearOperation.forTraining(arithmetic));
    }

    private static LinearOperation present(Optional<LinearOperation> linear) {
        Assumptions.assumeTrue(linear.isPresent(), "this engine was built without oneDNN");
        return linear.get();
    }

    private static NDArray backward(Supplier<NDArray> map, NDArray seen) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.zeroGradients();
            NDArray y = map.get();
            NDArray loss = y.mul(seen).sum();
            System.gc(); // What only Java holds would be gone before the backward pass.
            collector.backward(loss);
            return y;
        }
    }

    @Test
    void aThousandCallsInScopesLeaveNothingBehind() {
        try (LinearOperation linear = training(Arithmetic.BFLOAT16);
                NDManager manager = NDManager.newBaseManager()) {
            NDArray weight = manager.randomNormal(new Shape(256, 256));
            NDArray bias = manager.zeros(new Shape(256));
            weight.setName("w.weight");
            bias.setName("w.bias");
            weight.setRequiresGradient(true);
            bias.setRequiresGradient(true);
            int kept = manager.getManagedArrays().size();
            long before = 0;
            for (int step = 0; step < 1000; step++) {
                step(linear, manager, weight, bias);
                if (step == 199) {
                    before = residentBytes();
                }
            }
            assertEquals(kept, manager.getManagedArrays().size());
            // A call touches 1.6 MB; what stayed behind of 800 would be a gigabyte.
            assertTrue(residentBytes() - before < (100 << 20), "memory grew");
        }
    }

    private static void step(
            LinearOperation linear, NDManager manager, NDArray weight, NDArray bias) {
        try (NDScope scope = new NDScope();
                NDManager scratch = manager.newSubManager()) {
            scope.suppressNotUsedWarning();
            NDArray x = scratch.ones(new Shape(512, 256));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(linear.apply(x, weight, bias).sum());
            }
            weight.getGradient();
        }
    }

    /** Resident memory of this process, 0 where the system does not tell. */
    private static long residentBytes() {
        try {
            String pages = Files.readString(Path.of("/proc/self/statm"));
            return Long.parseLong(pages.split(" ", -1)[1]) * 4096;
        } catch (IOException absent) {
            return 0;
        }
    }

    private static void assertClose(NDArray expected, NDArray actual, double rounding) {
        float difference = actual.sub(expected).norm().getFloat();
        assertTrue(
                difference <= rounding * expected.norm().getFloat(),
                () -> "relative difference " + difference / expected.norm().getFloat());
    }
}
