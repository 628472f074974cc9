package org.captioner.decoder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DropoutTest {
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
    void dropsItsShareAndScalesTheRest() {
        for (double rate : new double[] {0.1, 0.3, 0.5}) {
            // No multiple of four: the last number drawn decides about three values.
            float[] values = drop(rate, 7, 399_999);
            long dropped = 0;
            for (float value : values) {
                if (value == 0) {
                    dropped++;
                } else {
                    assertEquals(1 / (1 - rate), value, 1e-4);
                }
            }
            assertEquals(rate, dropped / 399_999.0, 0.004);
        }
    }

    @Test
    void aDrawDecidesAboutItsFourValuesIndependently() {
        // Value i shares its draw with those a quarter and a half and three quarters further on.
        float[] values = drop(0.3, 11, 400_000);
        for (int other = 0; other < 4; other++) {
            long dropped = 0;
            long both = 0;
            for (int i = 0; i < 100_000; i++) {
                boolean here = values[i + other * 100_000] == 0;
                dropped += here ? 1 : 0;
                both += here && values[i + (other + 1) % 4 * 100_000] == 0 ? 1 : 0;
            }
            assertEquals(0.3, dropped / 100_000.0, 0.008);
            assertEquals(0.09, both / 100_000.0, 0.005);
        }
    }

    @Test
    void theSeedDecides() {
        assertArrayEquals(drop(0.3, 5, 1000), drop(0.3, 5, 1000));
        assertFalse(Arrays.equals(drop(0.3, 5, 1000), drop(0.3, 6, 1000)));
    }

    @Test
    void gradientsFlowWhereValuesDid() {
        NDArray x = manager.randomNormal(new Shape(20, 30));
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y = new Dropout(0.4).apply(x, Mode.TRAINING);
            System.gc();
            collector.backward(y.sum());
            assertArrayEquals(
                    y.div(x).toFloatArray(), x.getGradient().toFloatArray(), 1e-4f, "factors");
        }
    }

    @Test
    void inferenceIsLeftAlone() {
        NDArray x = manager.ones(new Shape(3));
        assertSame(x, new Dropout(0.3).apply(x, Mode.INFERENCE));
        assertSame(x, new Dropout(0).apply(x, Mode.TRAINING));
    }

    private float[] drop(double rate, int seed, int length) {
        Engine.getInstance().setRandomSeed(seed);
        return new Dropout(rate)
                .apply(manager.ones(new Shape(length)), Mode.TRAINING)
                .toFloatArray();
    }
}
