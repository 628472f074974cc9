package org.captioner.encoder.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.captioner.encoder.tensor.Gradients;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private NDManager manager;

    @BeforeEach
    void start() {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @Test
    void stepsFollowTheFormulasOfLoshchilovAndHutter() {
        NDArray matrix = manager.create(new float[] {1f, -2f}, new Shape(2, 1));
        double[] expected = {1, -2};
        double[] first = new double[2];
        double[] second = new double[2];
        double rate = 0.1;
        double decay = 0.01;
        try (AdamW optimizer = adamW(Map.of("m", matrix), decay, 1e9)) {
            for (int step = 1; step <= 5; step++) {
                double[] gradient = {3 * expected[0] * expected[0], 3 * expected[1] * expected[1]};
                differentiate(matrix, 1);
                optimizer.step(rate);
                for (int i = 0; i < 2; i++) {
                    first[i] = 0.9 * first[i] + 0.1 * gradient[i];
                    second[i] = 0.98 * second[i] + 0.02 * gradient[i] * gradient[i];
                    double unbiased = first[i] / (1 - Math.pow(0.9, step));
                    double scale = Math.sqrt(second[i] / (1 - Math.pow(0.98, step)));
                    expected[i] -= rate * decay * expected[i];
                    expected[i] -= rate * unbiased / (scale + 1e-8);
                }
                assertEquals(expected[0], matrix.toFloatArray()[0], 1e-5);
                assertEquals(expected[1], matrix.toFloatArray()[1], 1e-5);
            }
            assertEquals(5, optimizer.steps());
        }
    }

    @Test
    void vectorsDoNotDecay() {
        NDArray vector = manager.create(new float[] {1f});
        NDArray matrix = manager.create(new float[] {1f}, new Shape(1, 1));
        try (AdamW optimizer = adamW(Map.of("v", vector, "m", matrix), 0.5, 1e9)) {
            try (GradientCollector collector = collect(vector, matrix)) {
                // A gradient of zero leaves decay as the only force.
                collector.backward(vector.sub(vector).add(matrix.sub(matrix)).sum());
            }
            optimizer.step(0.1);
        }
        assertEquals(1f, vector.toFloatArray()[0]);
        assertEquals(0.95f, matrix.toFloatArray()[0], 1e-6);
    }

    @Test
    void aLongGradientIsShortenedOnBothSides() {
        NDArray matrix = manager.create(new float[] {2f, -2f}, new Shape(2, 1));
        try (AdamW optimizer = adamW(Map.of("m", matrix), 0, 0.5)) {
            differentiate(matrix, -1);
            // The gradient of -x^3 is -3 x^2 = (-12, -12).
            assertEquals(Math.sqrt(288), optimizer.step(0.1), 1e-4);
            float[] moment = optimizer.moments().get("first.m").toFloatArray();
            double clipped = -12 * 0.5 / Math.sqrt(288);
            assertEquals(0.1 * clipped, moment[0], 1e-6);
            assertEquals(0.1 * clipped, moment[1], 1e-6);
        }
    }

    @Test
    void aGradientThatIsNoNumberMovesNothing() {
        NDArray matrix = manager.create(new float[] {1f}, new Shape(1, 1));
        try (AdamW optimizer = adamW(Map.of("m", matrix), 0.1, 1)) {
            try (GradientCollector collector = collect(matrix)) {
                collector.backward(matrix.sub(1).log().sum());
            }
            assertTrue(!Double.isFinite(optimizer.step(0.1)));
            assertEquals(1f, matrix.toFloatArray()[0]);
            assertEquals(0, optimizer.steps());
        }
    }

    @Test
    void eachGroupHasItsOwnRateDecayAndClipping() {
        NDArray slow = manager.create(new float[] {2f}, new Shape(1, 1));
        NDArray fast = manager.create(new float[] {2f}, new Shape(1, 1));
        ParameterGroup first = new ParameterGroup("slow", Map.of("s", slow), 0.25, 0.5, 3);
        ParameterGroup second = new ParameterGroup("fast", Map.of("f", fast), 1, 0, 1e9);
        try (AdamW optimizer = new AdamW(manager, List.of(first, second), AdamOptions.SEQUENCES)) {
            differentiate(slow, 1);
            differentiate(fast, 1);
            // Both gradients are 3 x^2 = 12.
            assertEquals(Math.hypot(12, 12), optimizer.step(0.1), 1e-4);
            // A first step of Adam moves by the rate, whatever the gradient.
            assertEquals(2 - 0.025 * 0.5 * 2 - 0.025, slow.toFloatArray()[0], 1e-6);
            assertEquals(2 - 0.1, fast.toFloatArray()[0], 1e-6);
            assertEquals(0.1 * 3, optimizer.moments().get("first.s").getFloat(0, 0), 1e-6);
            assertEquals(0.1 * 12, optimizer.moments().get("first.f").getFloat(0, 0), 1e-5);
        }
    }

    @Test
    void aGroupThatIsSplitMovesAsBeforeWhileNothingIsClipped() {
        NDArray[] together = {weights(1), weights(2)};
        NDArray[] apart = {weights(1), weights(2)};
        try (AdamW one = adamW(ordered(together), 0.05, 1e9);
                AdamW two =
                        new AdamW(
                                manager,
                                List.of(
                                        group("a", Map.of("a", apart[0])),
                                        group("b", Map.of("b", apart[1]))),
                                AdamOptions.SEQUENCES)) {
            for (int step = 0; step < 3; step++) {
                for (int i = 0; i < 2; i++) {
                    differentiate(together[i], 1);
                    differentiate(apart[i], 1);
                }
                one.step(0.01);
                two.step(0.01);
            }
            for (int i = 0; i < 2; i++) {
                assertArrayEquals(together[i].toFloatArray(), apart[i].toFloatArray());
            }
        }
    }

    @Test
    void momentsAndStepsBringBackAnExactResume() {
        NDArray whole = weights(5);
        NDArray stopped = weights(5);
        try (AdamW one = adamW(Map.of("m", whole), 0.05, 1);
                AdamW two = adamW(Map.of("m", stopped), 0.05, 1);
                AdamW resumed = adamW(Map.of("m", stopped), 0.05, 1)) {
            differentiate(whole, 1);
            one.step(0.1);
            differentiate(stopped, 1);
            two.step(0.1);
            resumed.moments()
                    .forEach((name, array) -> Gradients.overwrite(array, two.moments().get(name)));
            resumed.resume(two.steps());
            differentiate(whole, 1);
            one.step(0.1);
            differentiate(stopped, 1);
            resumed.step(0.1);
            assertArrayEquals(whole.toFloatArray(), stopped.toFloatArray());
        }
    }

    @Test
    void aParameterBelongsToOneGroup() {
        NDArray shared = weights(1);
        List<ParameterGroup> groups =
                List.of(group("a", Map.of("w", shared)), group("b", Map.of("w", shared)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new AdamW(manager, groups, AdamOptions.SEQUENCES));
    }

    private NDArray weights(int seed) {
        Random random = new Random(seed);
        float[] values = new float[6];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, new Shape(2, 3));
    }

    private static Map<String, NDArray> ordered(NDArray... arrays) {
        Map<String, NDArray> named = new LinkedHashMap<>();
        named.put("a", arrays[0]);
        named.put("b", arrays[1]);
        return named;
    }

    private static ParameterGroup group(String name, Map<String, NDArray> parameters) {
        return new ParameterGroup(name, parameters, 1, 0.05, 1e9);
    }

    private AdamW adamW(Map<String, NDArray> parameters, double weightDecay, double clipNorm) {
        ParameterGroup group = new ParameterGroup("all", parameters, 1, weightDecay, clipNorm);
        return new AdamW(manager, List.of(group), AdamOptions.SEQUENCES);
    }

    /** Leaves the gradient of {@code sign * sum(x^3)} on x. */
    private static void differentiate(NDArray x, int sign) {
        try (GradientCollector collector = collect(x)) {
            NDArray sum = x.mul(x).mul(x).sum();
            collector.backward(sign < 0 ? sum.neg() : sum);
        }
    }

    private static GradientCollector collect(NDArray... arrays) {
        for (NDArray array : arrays) {
            array.setRequiresGradient(true);
        }
        return Engine.getInstance().newGradientCollector();
    }
}
