package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
    private final LearningRateSchedule rate = new LearningRateSchedule(1, 10, 110);

    @Test
    void risesEvenlyDuringTheWarmUp() {
        assertEquals(0.1, rate.at(0), 1e-12);
        assertEquals(0.5, rate.at(4), 1e-12);
        assertEquals(1, rate.at(9), 1e-12);
    }

    @Test
    void fallsAlongHalfACosineToAFiftieth() {
        assertEquals(1, rate.at(10), 1e-12);
        assertEquals(0.51, rate.at(60), 1e-12);
        assertEquals(0.02, rate.at(110), 1e-12);
        assertEquals(0.02, rate.at(1000), 1e-12);
        for (int step = 10; step < 110; step++) {
            assertTrue(rate.at(step + 1) < rate.at(step));
        }
    }

    @Test
    void startsAtThePeakWithoutAWarmUp() {
        assertEquals(1, new LearningRateSchedule(1, 0, 100).at(0), 1e-12);
    }
}
