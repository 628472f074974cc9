package org.captioner.cli.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Terminal;

/**
 * One command run inside the test, as the process would run it.
 *
 * @param exitCode what the process would end with
 * @param data what it wrote to standard output
 * @param talk what it wrote to standard error
 */
public record CommandRun(int exitCode, String data, String talk) {
    /** Runs {@code captioner} with these arguments, standard error not being a terminal. */
    public static CommandRun of(Object... arguments) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        ByteArrayOutputStream talk = new ByteArrayOutputStream();
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        int exitCode;
        try (Console console = new Console(data, talk, Terminal.NONE)) {
            exitCode = CommandLineInterface.run(console, words);
        }
        return new CommandRun(
                exitCode,
                data.toString(StandardCharsets.UTF_8),
                talk.toString(StandardCharsets.UTF_8));
    }
}
