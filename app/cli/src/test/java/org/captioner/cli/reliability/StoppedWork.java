package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A command that is stopped and gone on with, time and again, beside one that is left alone. */
final class StoppedWork {
    /** A process may end before its moment comes; so often in a row it is no accident. */
    private static final int MOST_MISSES = 20;

    /** How much less time each stop leaves to do, about; a start takes time again. */
    private static final double STOPPED_SHARE = 0.12;

    private static final double LEAST_SHARE = 0.4;

    private final TinyData data;
    private final Path folder;
    private final LongWork work;
    private final Path whole;
    private final long usual;

    /** How a process is stopped, and what it must have said. */
    interface Stop {
        /** Stops the process. */
        void apply(Process process, Random random) throws IOException, InterruptedException;

        /** Looks at a process that has ended. */
        void inspect(int exitCode, CommandProcess command);
    }

    /** Does the work once, undisturbed. */
    StoppedWork(TinyData data, Path folder, LongWork work) throws InterruptedException {
        this.data = data;
        this.folder = folder;
        this.work = work;
        whole = folder.resolve("whole");
        long start = System.nanoTime();
        CommandProcess command = CommandProcess.in(folder);
        assertEquals(0, command.run(arguments(whole)), command::toString);
        usual = System.nanoTime() - start;
    }

    /** ONNX Runtime may leave an empty folder where it is killed while it starts. */
    private void requireNoTemporaryFiles() throws IOException {
        try (Stream<Path> files = Files.walk(CommandProcess.temporary(folder))) {
            List<Path> left = files.filter(Files::isRegularFile).toList();
            assertEquals(List.of(), left, "temporary files are left");
        }
    }

    private List<String> arguments(Path result) {
        makeParent(result);
        List<String> arguments = new ArrayList<>(work.arguments(data, result));
        if (work.resumable(result)) {
            arguments.add("--resume");
        }
        return arguments;
    }

    private void makeParent(Path result) {
        if (work == LongWork.CAPTION) {
            result.toFile().mkdirs();
        }
    }

    /**
     * Stops the work so many times, and requires that it ends as if it had not been stopped.
     *
     * @return how many processes were stopped, and how often the work came to its end
     */
    String stop(int times, Moment moment, Stop stop, Random random)
            throws IOException, InterruptedException {
        int stopped = 0;
        int ended = 0;
        int misses = 0;
        int stoppedHere = 0;
        Path result = folder.resolve("stopped0");
        while (stopped < times) {
            CommandProcess command = CommandProcess.in(folder);
            long before = work.kept(result);
            Process process = command.start(arguments(result));
            double share = Math.max(LEAST_SHARE, 1 - STOPPED_SHARE * stoppedHere);
            moment.await(process, work, result, (long) (share * usual), random);
            boolean alive = process.isAlive();
            if (alive) {
                stop.apply(process, random);
            }
            int exitCode = command.end(process);
            assertTrue(work.kept(result) >= before, "lost what was kept: " + command.talk());
            if (alive) {
                stopped++;
                stoppedHere++;
                misses = 0;
                stop.inspect(exitCode, command);
            } else {
                misses++;
                assertEquals(0, exitCode, command::toString);
                assertTrue(misses < MOST_MISSES, "the moment never comes");
            }
            if (exitCode == 0) {
                work.requireSame(whole, result);
                ended++;
                stoppedHere = 0;
                result = folder.resolve("stopped" + ended);
            }
        }
        if (Files.exists(result) || ended == 0) {
            CommandProcess command = CommandProcess.in(folder);
            assertEquals(0, command.run(arguments(result)), command::toString);
            work.requireSame(whole, result);
            ended++;
        }
        requireNoTemporaryFiles();
        return work + ": " + stopped + " stopped, " + ended + " ended like an undisturbed one";
    }
}
