package org.captioner.encoder.optimizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
    private NDManager manager;
    private NDArray weight;

    @BeforeEach
    void start() {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        manager = NDManager.newBaseManager();
        weight = manager.create(new float[] {1, -2});
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @Test
    void theAverageFollowsItsFormula() {
        double first = 1;
        double second = -2;
        try (WeightAverage average = new WeightAverage(manager, Map.of("w", weight), 0.5)) {
            for (int step = 1; step <= 12; step++) {
                weight.addi(step);
                double kept = Math.min(0.5, (1.0 + step) / (10 + step));
                first = kept * first + (1 - kept) * weight.toFloatArray()[0];
                second = kept * second + (1 - kept) * weight.toFloatArray()[1];
                average.update(step);
                System.gc();
                float[] found = average.averages().get("w").toFloatArray();
                assertEquals(first, found[0], 1e-4);
                assertEquals(second, found[1], 1e-4);
            }
        }
    }

    @Test
    void weightsHaveTheirAveragesForAWhileAndThenTheirOwnValues() {
        try (WeightAverage average = new WeightAverage(manager, Map.of("w", weight), 0.5)) {
            weight.muli(2);
            float[] meanwhile = average.during(weight::toFloatArray);
            assertArrayEquals(new float[] {1, -2}, meanwhile);
            assertArrayEquals(new float[] {2, -4}, weight.toFloatArray());
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            average.during(
                                    () -> {
                                        throw new IllegalStateException("no score");
                                    }));
            assertArrayEquals(new float[] {2, -4}, weight.toFloatArray());
            assertArrayEquals(new float[] {1, -2}, average.averages().get("w").toFloatArray());
        }
    }

    @Test
    void aDecayOutOfRangeIsRefused() {
        for (double decay : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new WeightAverage(manager, Map.of("w", weight), decay));
        }
    }
}
