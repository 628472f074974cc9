package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Terminal;
import org.captioner.dataset.InputException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorReportsTest {
    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @Test
    void aUserMistakeIsOneLineWithoutAStackTrace() {
        int exitCode =
                run(
                        () -> {
                            throw new InputException("photos: no such folder; check the path");
                        });

        assertEquals(2, exitCode);
        assertEquals("work: photos: no such folder; check the path\n", talk());
    }

    @Test
    void aBugKeepsItsStackTrace() {
        int exitCode =
                run(
                        () -> {
                            throw new IllegalStateException("impossible");
                        });

        assertEquals(1, exitCode);
        assertTrue(talk().startsWith("java.lang.IllegalStateException: impossible"), talk());
        assertTrue(talk().contains("\tat "), talk());
        assertTrue(talk().endsWith("this is a bug; please report it with the lines above\n"));
    }

    @Test
    void tooLittleMemorySaysHowToGiveMore() {
        Console console = new Console(OutputStream.nullOutputStream(), talk, Terminal.NONE);

        int exitCode = new ErrorReports(console).report(new OutOfMemoryError(), "captioner");

        assertEquals(2, exitCode);
        assertTrue(talk().contains("CAPTIONER_JAVA_OPTIONS"), talk());
    }

    private int run(Runnable work) {
        Console console = new Console(OutputStream.nullOutputStream(), talk, Terminal.NONE);
        ErrorReports errors = new ErrorReports(console);
        return new CommandLine(new Work(work))
                .setExecutionExceptionHandler(errors::reportFailure)
                .execute();
    }

    private String talk() {
        return talk.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Command(name = "work")
    private static final class Work implements Runnable {
        private final Runnable work;

        Work(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            work.run();
        }
    }
}
