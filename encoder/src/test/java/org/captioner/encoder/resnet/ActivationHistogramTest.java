package org.captioner.encoder.resnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ActivationHistogramTest {
    @Test
    void evenlySpreadValuesAreNotCut() {
        ActivationHistogram histogram = new ActivationHistogram();
        float[] values = new float[100_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 5f * i / values.length;
        }
        histogram.add(values);
        assertEquals(5, histogram.ceiling(), 0.1);
    }

    @Test
    void aLoneOutlierIsCutSoThatTheManyAreFine() {
        ActivationHistogram histogram = new ActivationHistogram();
        Random random = new Random(5);
        float[] values = new float[1_000_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.abs(random.nextGaussian());
        }
        values[17] = 60;
        histogram.add(values);
        double ceiling = histogram.ceiling();
        assertTrue(ceiling > 3 && ceiling < 50, () -> "cut at " + ceiling);
    }

    @Test
    void theOrderOfPhotosChangesLittle() {
        float[] small = {0.1f, 0.2f, 0.3f};
        float[] large = {1, 2, 3};
        ActivationHistogram rising = new ActivationHistogram();
        rising.add(small);
        rising.add(large);
        ActivationHistogram falling = new ActivationHistogram();
        falling.add(large);
        falling.add(small);
        assertEquals(falling.ceiling(), rising.ceiling(), 0.1);
    }

    @Test
    void whereNothingPositiveFlowsAnyRangeWillDo() {
        ActivationHistogram histogram = new ActivationHistogram();
        histogram.add(new float[] {0, -1});
        assertEquals(1, histogram.ceiling());
    }
}
