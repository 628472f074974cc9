package org.captioner.cli.reliability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ctrl-C and a polite kill, at any moment: what is done is kept, and how to go on is said. */
@Tag("reliability")
@DisabledOnOs(OS.WINDOWS)
class SignalTest {
    private static final int PHOTOS = 150;
    private static final int INTERRUPT = 2;

    /** What tells a person how to go on, or that there is no need. */
    private static final List<String> ENDINGS =
            List.of("--resume", "run the same command again", "all epochs were done");

    @TempDir static Path shared;
    private static TinyData data;

    @TempDir Path folder;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        data = TinyData.make(shared, PHOTOS);
        if (Repetitions.all()) {
            data.train();
        }
    }

    /** Shares that add up to the count at any moment, and to the count at ends of epochs. */
    static Stream<Arguments> kinds() {
        int count = Repetitions.count();
        int third = (count + 2) / 3;
        int half = (count + 1) / 2;
        if (!Repetitions.all()) {
            return Stream.of(
                    Arguments.of(LongWork.CAPTION, Moment.ANY, 1),
                    Arguments.of(LongWork.TRAIN, Moment.END_OF_EPOCH, 1));
        }
        return Stream.of(
                Arguments.of(LongWork.TRAIN, Moment.ANY, third),
                Arguments.of(LongWork.REFINE, Moment.ANY, third),
                Arguments.of(LongWork.CAPTION, Moment.ANY, third),
                Arguments.of(LongWork.TRAIN, Moment.END_OF_EPOCH, half),
                Arguments.of(LongWork.REFINE, Moment.END_OF_EPOCH, half));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void workThatIsToldToEndGoesOnAsIfItHadNotBeen(
            LongWork work, Moment moment, int times, TestReporter report)
            throws IOException, InterruptedException {
        StoppedWork stopped =
                new StoppedWork(data, Files.createDirectory(folder.resolve("runs")), work);
        long seed =
                31 * Repetitions.seed() + work.name().hashCode() * 2L + moment.name().hashCode();
        Random random = new Random(seed);
        report.publishEntry(
                "signals, " + moment, stopped.stop(times, moment, new Signal(), random));
    }

    /** SIGINT as often as SIGTERM. */
    private static final class Signal implements StoppedWork.Stop {
        private final boolean mayInterrupt = !isIgnored(INTERRUPT);

        @Override
        public void apply(Process process, Random random) throws IOException, InterruptedException {
            String name = mayInterrupt && random.nextBoolean() ? "INT" : "TERM";
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        }

        @Override
        public void inspect(int exitCode, CommandProcess command) {
            String talk = command.talk();
            Talk.requireNoTrace(talk);
            assertTrue(exitCode == 0 || exitCode == 130 || exitCode == 143, exitCode + talk);
            if (talk.contains("stopping after")) {
                assertTrue(ENDINGS.stream().anyMatch(talk::contains), talk);
            }
        }

        /** A shell's background jobs, and all they start, never see Ctrl-C. */
        private static boolean isIgnored(int signal) {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                        .anyMatch(mask -> (mask >> (signal - 1) & 1) == 1);
            } catch (IOException e) {
                return true;
            }
        }
    }
}
