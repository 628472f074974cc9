package org.captioner.cli.reliability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that are killed at any moment lose what is in hand and nothing else. */
@Tag("reliability")
@DisabledOnOs(OS.WINDOWS)
class KillTest {
    private static final int PHOTOS = 150;

    @TempDir static Path shared;
    private static TinyData data;

    @TempDir Path folder;

    @BeforeAll
    static void make() throws IOException, InterruptedException {
        data = TinyData.make(shared, PHOTOS);
        data.train();
    }

    @ParameterizedTest
    @EnumSource
    void workThatIsKilledEndsAsIfItHadNotBeen(LongWork work, TestReporter report)
            throws IOException, InterruptedException {
        Random random = new Random(31 * Repetitions.seed() + work.name().hashCode());
        StoppedWork stopped =
                new StoppedWork(data, Files.createDirectory(folder.resolve("runs")), work);
        report.publishEntry(
                "kills", stopped.stop(Repetitions.count(), Moment.ANY, new Kill(), random));
    }

    /** SIGKILL, which a process cannot see. */
    private static final class Kill implements StoppedWork.Stop {
        @Override
        public void apply(Process process, Random random) {
            process.destroyForcibly();
        }

        @Override
        public void inspect(int exitCode, CommandProcess command) {
            Talk.requireNoTrace(command.talk());
        }
    }
}
