package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir Path path;

    @Test
    void aSecondOwnerInThisProcessIsRefusedUntilTheFirstIsDone() {
        try (RunFolder first = RunFolder.open(path)) {
            String message = refusal();
            assertTrue(message.contains("another run is at work in this folder"), message);
            assertTrue(
                    message.contains("process " + ProcessHandle.current().pid() + " on host"),
                    message);
            assertEquals(path, first.path());
        }
        RunFolder.open(path).close();
    }

    @Test
    void aSecondProcessIsRefusedByTheFirstsIdAndTakesOverWhenTheFirstIsKilled() throws Exception {
        Process owner = start();
        try {
            assertEquals('o', owner.getInputStream().read());
            String message = refusal();
            assertTrue(message.contains("process " + owner.pid() + " on host"), message);
            owner.destroyForcibly().waitFor();
            assertTrue(Files.readString(path.resolve(RunLock.FILE)).contains("" + owner.pid()));
            RunFolder.open(path).close();
        } finally {
            owner.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatAnotherHostHasClaimedIsNotTakenOver() throws IOException {
        Path lock = path.resolve(RunLock.FILE);
        Files.writeString(lock, "process 12 on host elsewhere.example\n");
        String message = refusal();
        assertTrue(message.contains("process 12 on host elsewhere.example"), message);
        assertTrue(message.contains("remove " + lock), message);
        Files.delete(lock);
        RunFolder.open(path).close();
    }

    @Test
    void aReplacementThatWasKilledHalfWayIsUndoneBeforeAnythingIsDecided() throws IOException {
        Files.createDirectories(path.resolve(".last.previous"));
        Files.writeString(path.resolve(".last.previous/training.json"), "{}");
        try (RunFolder folder = RunFolder.open(path)) {
            assertTrue(folder.isResumable());
            assertTrue(Files.exists(path.resolve("last/training.json")));
        }
    }

    @Test
    void whatKillsHaveLeftIsRemovedAndNothingElse() throws IOException {
        List<String> stale =
                List.of(".last.1b2c.partial", ".best.partial123", ".best.previous", ".a.partial");
        for (String name : stale) {
            Files.createDirectories(path.resolve(name).resolve("inner"));
        }
        Files.createDirectories(path.resolve("best"));
        Files.writeString(path.resolve(".training.jsonl.77.partial"), "half");
        Files.writeString(path.resolve(".hidden"), "a person's");
        Files.writeString(path.resolve("notes.partial"), "a person's");
        RunFolder.open(path).close();
        stale.forEach(name -> assertFalse(Files.exists(path.resolve(name)), name));
        assertFalse(Files.exists(path.resolve(".training.jsonl.77.partial")));
        assertTrue(Files.exists(path.resolve(".hidden")));
        assertTrue(Files.exists(path.resolve("notes.partial")));
        assertTrue(Files.exists(path.resolve("best")));
    }

    @Test
    void whatWasMadeForARunThatCameToNothingIsRemoved() throws IOException {
        Path deep = path.resolve("new/deeper/run");
        try (RunFolder folder = RunFolder.open(deep)) {
            assertTrue(Files.exists(folder.path().resolve(RunLock.FILE)));
        }
        assertFalse(Files.exists(path.resolve("new")));

        Path own = Files.createDirectory(path.resolve("own"));
        RunFolder.open(own).close();
        assertEquals(0, own.toFile().list().length);

        try (RunFolder folder = RunFolder.open(deep)) {
            Files.createDirectory(folder.path().resolve("features"));
        }
        assertTrue(Files.exists(deep.resolve("features")));
    }

    @Test
    void oneOfManyThatOpenAndCloseAFolderOwnsItAtATime() throws Exception {
        Path run = path.resolve("shared");
        AtomicInteger owners = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> openOften(run, owners, most)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, most.get());
    }

    @SuppressWarnings("try") // To own the folder is what counts.
    private static void openOften(Path run, AtomicInteger owners, AtomicInteger most) {
        for (int i = 0; i < 100; i++) {
            try (RunFolder folder = RunFolder.open(run)) {
                most.accumulateAndGet(owners.incrementAndGet(), Math::max);
                owners.decrementAndGet();
            } catch (InputException e) {
                // Another's.
            }
        }
    }

    private String refusal() {
        return assertThrows(InputException.class, () -> RunFolder.open(path).close()).getMessage();
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Owns the folder until it is killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (RunFolder folder = RunFolder.open(Path.of(arguments[0]))) {
                System.out.println("open " + folder.path());
                System.out.flush();
                Thread.sleep(60_000);
            }
        }
    }
}
