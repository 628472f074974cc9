package org.captioner.cli.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** When a process is stopped. */
enum Moment {
    /** Any time, from the start of the machine to the last row. */
    ANY {
        @Override
        void await(Process process, LongWork work, Path result, long usual, Random random)
                throws InterruptedException {
            sleep(process, (long) (usual * (0.1 + 0.9 * random.nextDouble())));
        }
    },

    /** While the end of an epoch is being put on disk, or just after. */
    END_OF_EPOCH {
        @Override
        void await(Process process, LongWork work, Path result, long usual, Random random)
                throws InterruptedException {
            long log = work.kept(result) + random.nextInt(2);
            boolean early = random.nextBoolean();
            while (process.isAlive()
                    && !(early && isBeingWritten(result))
                    && work.kept(result) <= log) {
                sleep(process, POLL_NANOS);
            }
            sleep(process, random.nextInt(40) * 1_000_000L);
        }
    };

    private static final long POLL_NANOS = 1_000_000;

    /**
     * Waits for the moment, or for the end of the process.
     *
     * @param result folder that the process writes
     * @param usual nanoseconds that the work takes undisturbed
     */
    abstract void await(Process process, LongWork work, Path result, long usual, Random random)
            throws InterruptedException;

    private static void sleep(Process process, long nanos) throws InterruptedException {
        process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    private static boolean isBeingWritten(Path result) {
        try (Stream<Path> files = Files.list(result)) {
            List<String> names = files.map(file -> file.getFileName().toString()).toList();
            return names.stream().anyMatch(name -> name.startsWith(".last."));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
