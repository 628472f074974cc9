package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Console.Verbosity;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code captioner} alone: names its commands, and holds the options that all of them share. */
@Command(
        name = "captioner",
        versionProvider = VersionProvider.class,
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100,
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains image captioners, captions folders of photos, and scores captions.",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all done",
            "1:a bug, no photo captioned, or some photos failed under --strict",
            "2:a mistake in the command, its files or its options"
        },
        footer = {
            "",
            "@FILE stands for arguments that FILE holds, separated by blanks or line ends:",
            "  captioner train @recipe.txt --output run"
        })
final class CaptionerCommand implements Runnable {
    private final Console console;

    @Spec private CommandSpec spec;

    CaptionerCommand(Console console) {
        this.console = console;
    }

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print results, warnings and errors only.")
    void setQuiet(boolean quiet) {
        console.setVerbosity(quiet ? Verbosity.QUIET : Verbosity.NORMAL);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
