package org.captioner.pipeline.bulk;

import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that encode photos in the order in which they are handed in, and put captioning first: a
 * batch that is complete is captioned as soon as a thread is free, so that its rows are written
 * before more photos are encoded.
 */
final class PhotoThreads implements AutoCloseable {
    private final BlockingDeque<Runnable> waiting = new LinkedBlockingDeque<>();
    private final Semaphore completed = new Semaphore(0);
    private final ThreadPoolExecutor threads;

    PhotoThreads(int count) {
        threads =
                new ThreadPoolExecutor(
                        count, count, 0, TimeUnit.SECONDS, waiting, PhotoThreads::daemon);
        // Tasks are queued here, not by the executor, which knows one end of the queue only.
        threads.prestartAllCoreThreads();
    }

    <T> Future<T> encode(Callable<T> work) {
        Task<T> task = new Task<>(work);
        waiting.addLast(task);
        return task;
    }

    <T> Future<T> caption(Callable<T> work) {
        Task<T> task = new Task<>(work);
        waiting.addFirst(task);
        return task;
    }

    /**
     * Waits until a task is done that was not when this was last called.
     *
     * @return false if none was for this long
     */
    boolean awaitCompletion(long nanos) {
        try {
            boolean some = completed.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            completed.drainPermits();
            return some;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while captioning photos", e);
        }
    }

    private final class Task<T> extends FutureTask<T> {
        Task(Callable<T> work) {
            super(work);
        }

        @Override
        protected void done() {
            completed.release();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "photo captioner");
        thread.setDaemon(true);
        return thread;
    }

    /** Drops what waits and interrupts what runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
