package org.captioner.cli.terminal;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C (or a polite kill) as a request: the work is asked to stop, and the process ends once it
 * has put its results in order and closed this.
 *
 * <pre>{@code
 * try (Interruption interruption = Interruption.listen(training::requestStop)) {
 *     training.train(listener);
 * }
 * }</pre>
 */
public final class Interruption implements AutoCloseable {
    private final Thread hook;
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    private Interruption(Runnable request) {
        hook = new Thread(() -> interrupt(request), "interruption");
    }

    /**
     * Calls {@code request}, from a thread of its own, when the process receives a signal to end
     * before {@link #close}.
     */
    public static Interruption listen(Runnable request) {
        Interruption interruption = new Interruption(request);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the process received a signal to end. */
    public boolean requested() {
        return requested;
    }

    /** The results are in order: from here on the process may end at any time. */
    @Override
    public void close() {
        finished.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process began to end just now; there is nothing left to wait for.
                requested = true;
            }
        }
    }

    void interrupt(Runnable request) {
        requested = true;
        request.run();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
