package org.captioner.cli.command;

import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The number of threads that a command works with. */
final class ThreadsMixin {
    private static final int MOST = 4096;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to work with; as many as processors without this.")
    private @Nullable Integer threads;

    /**
     * The number given, or that of all processors.
     *
     * @throws InputException if it is out of range
     */
    int count() {
        if (threads == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (threads < 1 || threads > MOST) {
            throw new InputException(
                    "--threads is " + threads + "; it must be at least 1 and at most " + MOST);
        }
        return threads;
    }
}
