package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleDefaultsTest {
    private static final int FLICKR8K = 6000;
    private static final int BATCH = 32;

    @Test
    void flickr8kKeepsTheRecipeThatItsFiguresWereTakenWith() {
        ScheduleDefaults defaults = ScheduleDefaults.of(FLICKR8K, BATCH);
        assertEquals(new ScheduleDefaults(12, 4), defaults);
        assertEquals(300, ScheduleDefaults.warmUpSteps(FLICKR8K, BATCH, 12));
        assertEquals(5, ScheduleDefaults.minimumCount(30_000));
        // A few unreadable photos change nothing.
        assertEquals(300, ScheduleDefaults.warmUpSteps(FLICKR8K - 200, BATCH, 12));
    }

    @Test
    void onAnySizeTheWarmUpEndsWithinTheFirstQuarterAndPatienceIsWithinTheRun() {
        for (int images = 1; images < 20_000; images += 37) {
            ScheduleDefaults defaults = ScheduleDefaults.of(images, BATCH);
            long steps = (long) ((images + BATCH - 1) / BATCH) * defaults.epochs();
            int warmUp = ScheduleDefaults.warmUpSteps(images, BATCH, defaults.epochs());
            assertTrue(warmUp <= steps / 4, images + " images");
            assertTrue(steps >= 100, images + " images");
            assertTrue(defaults.epochs() >= 12 && defaults.epochs() <= 100);
            assertTrue(defaults.patience() >= 4 && defaults.patience() < defaults.epochs());
        }
    }

    @Test
    void smallSetsKeepRareWords() {
        assertEquals(1, ScheduleDefaults.minimumCount(24));
        assertEquals(2, ScheduleDefaults.minimumCount(1200));
        assertEquals(5, ScheduleDefaults.minimumCount(4000));
    }
}
