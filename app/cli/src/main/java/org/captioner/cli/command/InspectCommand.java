package org.captioner.cli.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code captioner inspect}: the group of commands that describe files and change nothing. */
@Command(
        name = "inspect",
        synopsisSubcommandLabel = "COMMAND",
        description = "Describes a dataset, an encoder or a model bundle; changes nothing.")
final class InspectCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to inspect");
    }
}
