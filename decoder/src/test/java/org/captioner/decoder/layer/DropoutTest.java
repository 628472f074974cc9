package org.captioner.decoder.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import org.captioner.decoder.network.Acceleration;
import org.captioner.decoder.network.DecoderExtension;
import org.captioner.decoder.network.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DropoutTest {
    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(3);

    @ParameterizedTest
    @EnumSource
    void dropsItsShareAndScalesTheRest(Acceleration acceleration) {
        for (double rate : new double[] {0.1, 0.3, 0.5}) {
            // No multiple of four: the last number drawn decides about three values.
            float[] values = drop(rate, acceleration, 7, 399_999);
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
        float[] values = drop(0.3, Acceleration.FUSED, 11, 400_000);
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

    @ParameterizedTest
    @EnumSource
    void theSeedDecides(Acceleration acceleration) {
        float[] once = drop(0.3, acceleration, 5, 1000);
        assertArrayEquals(once, drop(0.3, acceleration, 5, 1000));
        assertFalse(Arrays.equals(once, drop(0.3, acceleration, 6, 1000)));
    }

    @ParameterizedTest
    @EnumSource
    void gradientsFlowWhereValuesDid(Acceleration acceleration) {
        NDArray x = tensors.manager().randomNormal(new Shape(20, 30));
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y = new Dropout(0.4, acceleration).apply(x, Mode.TRAINING);
            System.gc();
            collector.backward(y.sum());
            assertArrayEquals(
                    y.div(x).toFloatArray(), x.getGradient().toFloatArray(), 1e-4f, "factors");
        }
    }

    @ParameterizedTest
    @EnumSource
    void inferenceIsLeftAlone(Acceleration acceleration) {
        NDArray x = tensors.manager().ones(new Shape(3));
        assertSame(x, new Dropout(0.3, acceleration).apply(x, Mode.INFERENCE));
        assertSame(x, new Dropout(0, acceleration).apply(x, Mode.TRAINING));
    }

    private float[] drop(double rate, Acceleration acceleration, int seed, int length) {
        Engine.getInstance().setRandomSeed(seed);
        return new Dropout(rate, acceleration)
                .apply(tensors.manager().ones(new Shape(length)), Mode.TRAINING)
                .toFloatArray();
    }
}
