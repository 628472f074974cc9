package org.captioner.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    @Test
    void theProcessWaitsUntilTheWorkIsInOrder() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Interruption interruption = Interruption.listen(() -> {});
        Thread ending = new Thread(() -> interruption.interrupt(asked::countDown));

        ending.start();
        asked.await();

        assertTrue(interruption.requested());
        assertTrue(ending.isAlive());
        interruption.close();
        ending.join();
    }

    @Test
    void workThatEndsByItselfWasNotInterrupted() {
        Interruption interruption = Interruption.listen(() -> {});

        interruption.close();

        assertFalse(interruption.requested());
    }
}
