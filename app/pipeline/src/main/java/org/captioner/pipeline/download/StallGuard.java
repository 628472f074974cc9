package org.captioner.pipeline.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads a body and gives up when the next bytes do not come: Java's HTTP client limits the wait for
 * the head of a reply only. Closes the body.
 */
final class StallGuard implements AutoCloseable {
    private final InputStream body;
    private final Duration limit;
    private final ScheduledExecutorService clock;
    private volatile boolean stalled;

    StallGuard(InputStream body, Duration limit) {
        this.body = body;
        this.limit = limit;
        this.clock =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "download-stall-guard");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Reads what is there, at least one byte.
     *
     * @return how many, or -1 at the end
     * @throws IOException if the connection is cut, or nothing came in time
     */
    int read(byte[] buffer) throws IOException {
        Future<?> alarm = clock.schedule(this::giveUp, limit.toMillis(), TimeUnit.MILLISECONDS);
        int read = -1;
        IOException failure = null;
        try {
            read = body.read(buffer);
        } catch (IOException e) {
            failure = e;
        } finally {
            alarm.cancel(false);
        }
        if (stalled) {
            throw new IOException("no data for " + limit.toSeconds() + " s", failure);
        }
        if (failure != null) {
            throw failure;
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        body.close();
    }

    private void giveUp() {
        stalled = true;
        try {
            // Wakes the reader, which is blocked in read.
            body.close();
        } catch (IOException ignored) {
            // The reader reports the stall.
        }
    }
}
