package org.captioner.cli;

import org.captioner.cli.command.CommandLineInterface;
import org.captioner.cli.terminal.Console;

/** Runs one command and ends the process with its exit code; the only place that may do so. */
public final class Main {
    private Main() {}

    /**
     * The process: results go to standard output in UTF-8, logs to standard error.
     *
     * @param arguments as typed after {@code captioner}
     */
    public static void main(String[] arguments) {
        int exitCode;
        try (Console console = Console.ofProcess()) {
            exitCode = CommandLineInterface.run(console, arguments);
        }
        System.exit(exitCode);
    }
}
