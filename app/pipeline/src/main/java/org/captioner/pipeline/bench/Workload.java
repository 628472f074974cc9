package org.captioner.pipeline.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The same piece of work done over and over by several workers for a while.
 *
 * @param workers Java threads
 * @param seconds to measure for, after one round of warming up
 */
record Workload(int workers, double seconds) {
    /**
     * What was reached.
     *
     * @param perSecond pieces of all workers together
     * @param cpuMilliseconds of processor time per piece, over all threads of the process
     */
    record Rate(double perSecond, double cpuMilliseconds) {}

    /** Runs {@code piece} in every worker, once to warm up and then until the time is over. */
    Rate run(Runnable piece) {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            count(pool, 0, piece);
            OperatingSystemMXBean system =
                    ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long processor = system.getProcessCpuTime();
            long start = System.nanoTime();
            long pieces = count(pool, (long) (seconds * 1e9), piece);
            double elapsed = (System.nanoTime() - start) / 1e9;
            double busy = (system.getProcessCpuTime() - processor) / 1e6;
            return new Rate(pieces / elapsed, busy / pieces);
        } finally {
            pool.shutdown();
        }
    }

    private long count(ExecutorService pool, long nanoseconds, Runnable piece) {
        long end = System.nanoTime() + nanoseconds;
        List<Callable<Long>> loops = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            loops.add(
                    () -> {
                        long pieces = 0;
                        do {
                            piece.run();
                            pieces++;
                        } while (System.nanoTime() < end);
                        return pieces;
                    });
        }
        try {
            long pieces = 0;
            for (Future<Long> loop : pool.invokeAll(loops)) {
                pieces += loop.get();
            }
            return pieces;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a worker failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
