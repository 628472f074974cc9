package org.captioner.cli.command;

import java.lang.reflect.Field;
import java.util.List;
import org.captioner.dataset.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Lets the {@link FormerNames} of options work: each is a hidden option that sets the same field.
 */
final class FormerOptions {
    private FormerOptions() {}

    /** Adds them to a command and its subcommands. */
    static void install(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        for (OptionSpec option : List.copyOf(command.options())) {
            if (option.defaultValue() != null && !names(option).isEmpty()) {
                // It would replace what the former name was given; a field's first value does not.
                throw new IllegalStateException(
                        option.longestName() + " has former names and a default of the parser");
            }
            for (String name : names(option)) {
                if (command.optionsMap().containsKey(name)) {
                    continue;
                }
                command.addOption(
                        OptionSpec.builder(option)
                                .names(name)
                                .required(false)
                                .hidden(true)
                                .build());
            }
        }
        line.getSubcommands().values().forEach(FormerOptions::install);
    }

    /**
     * Refuses two names of one option beside each other.
     *
     * @throws InputException if a command has both
     */
    static void requireOneName(ParseResult parsed) {
        for (OptionSpec option : parsed.matchedOptions()) {
            for (String former : names(option)) {
                OptionSpec other = parsed.matchedOption(former);
                if (!option.hidden() && other != null && other.hidden()) {
                    throw new InputException(
                            former
                                    + " is the former name of "
                                    + option.longestName()
                                    + "; give one of the two");
                }
            }
        }
        if (parsed.hasSubcommand()) {
            requireOneName(parsed.subcommand());
        }
    }

    private static List<String> names(OptionSpec option) {
        return option.userObject() instanceof Field field
                        && field.isAnnotationPresent(FormerNames.class)
                ? List.of(field.getAnnotation(FormerNames.class).value())
                : List.of();
    }
}
