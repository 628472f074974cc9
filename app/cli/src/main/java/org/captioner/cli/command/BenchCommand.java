package org.captioner.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code captioner bench}: the group of commands that measure this machine. */
@Command(
        name = "bench",
        synopsisSubcommandLabel = "COMMAND",
        description = "Measures speed and memory on this machine.")
final class BenchCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to measure");
    }
}
