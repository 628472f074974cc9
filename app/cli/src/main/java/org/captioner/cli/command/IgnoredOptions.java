package org.captioner.cli.command;

import org.captioner.dataset.InputException;

import picocli.CommandLine.Model.CommandSpec;

import java.util.Collection;

/** Refuses options that would be ignored beside others. */
final class IgnoredOptions {
    private IgnoredOptions() {}

    /**
     * Refuses the first of some options that was given.
     *
     * @param names with their hyphens, present or former
     * @param reason after the name: why it has no effect, and what to do
     * @throws InputException if there is one
     */
    static void refuse(CommandSpec command, Collection<String> names, String reason) {
        for (String name : names) {
            if (command.commandLine().getParseResult().hasMatchedOption(name)) {
                throw new InputException(name + " " + reason);
            }
        }
    }
}
