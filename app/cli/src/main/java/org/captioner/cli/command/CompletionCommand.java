package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code captioner completion}: prints what makes a shell complete commands and options. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh.",
        footer = {
            "",
            "Example, for this shell and, in ~/.bashrc, for every later one:",
            "  source <(captioner completion)"
        })
final class CompletionCommand implements Runnable {
    private final Console console;

    @Spec private CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.data().print(AutoComplete.bash("captioner", spec.root().commandLine()));
        console.data().print('\n');
    }
}
