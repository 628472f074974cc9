package org.captioner.cli.command;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints the options of a command in sections: the usual ones first, then those with an {@link
 * OptionSection}, then those that all commands have. A command of many options lists in its
 * synopsis only what must be given.
 */
final class OptionSections implements IHelpSectionRenderer {
    private static final String GENERAL = "General options";

    /** More of its own than these, and a command's synopsis is shortened. */
    static final int MOST_IN_SYNOPSIS = 12;

    private OptionSections() {}

    /** Prints the help of a command and its subcommands in this way. */
    static void install(CommandLine line) {
        line.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionSections());
        CommandSpec command = line.getCommandSpec();
        if (own(command).size() > MOST_IN_SYNOPSIS) {
            command.usageMessage().customSynopsis(synopsis(command));
        }
        line.getSubcommands().values().forEach(OptionSections::install);
    }

    /** The options that help shows and not every command has. */
    static List<OptionSpec> own(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden() && !isGeneral(option))
                .toList();
    }

    /** {@code captioner train [OPTIONS] --data=PATH (--weights=FILE | --model=DIR) -o=DIR}. */
    private static String synopsis(CommandSpec command) {
        StringBuilder text = new StringBuilder(command.qualifiedName()).append(" [OPTIONS]");
        for (OptionSpec option : own(command)) {
            if (option.required() && option.group() == null) {
                text.append(' ').append(option.longestName()).append('=');
                text.append(option.paramLabel());
            }
        }
        for (ArgGroupSpec group : command.argGroups()) {
            if (group.multiplicity().min() > 0) {
                text.append(' ').append(group.synopsis());
            }
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            boolean needed = parameter.arity().min() > 0;
            text.append(needed ? " " : " [").append(parameter.paramLabel());
            text.append(parameter.arity().max() > 1 ? "..." : "").append(needed ? "" : "]");
        }
        return text.toString();
    }

    @Override
    public String render(Help help) {
        Map<String, List<OptionSpec>> sections = sections(help.commandSpec());
        StringBuilder text = new StringBuilder();
        sections.forEach(
                (heading, options) -> {
                    if (!heading.equals(OptionSection.USUAL)) {
                        text.append(help.colorScheme().text("%n@|bold " + heading + ":|@%n"));
                    }
                    text.append(help.optionListExcludingGroups(options));
                });
        return text.toString().replace("%n", System.lineSeparator());
    }

    /** The options of a command by heading, in the order of help. */
    static Map<String, List<OptionSpec>> sections(CommandSpec command) {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        // The usual come first, wherever they stand among the fields.
        sections.put(OptionSection.USUAL, new ArrayList<>());
        for (OptionSpec option : own(command)) {
            sections.computeIfAbsent(heading(option), heading -> new ArrayList<>()).add(option);
        }
        sections.put(
                GENERAL, command.options().stream().filter(OptionSections::isGeneral).toList());
        sections.values().removeIf(List::isEmpty);
        return sections;
    }

    private static boolean isGeneral(OptionSpec option) {
        return option.inherited()
                || option.scopeType() == CommandLine.ScopeType.INHERIT
                || option.usageHelp()
                || option.versionHelp();
    }

    private static String heading(OptionSpec option) {
        Object source = option.userObject();
        OptionSection section = source == null ? null : section(source);
        return section == null ? OptionSection.USUAL : section.value();
    }

    /** Of a field, else of its class; of an option made by a program, of what made it. */
    private static @Nullable OptionSection section(Object source) {
        if (source instanceof Member member) {
            OptionSection own =
                    source instanceof AnnotatedElement element
                            ? element.getAnnotation(OptionSection.class)
                            : null;
            return own != null
                    ? own
                    : member.getDeclaringClass().getAnnotation(OptionSection.class);
        }
        return source.getClass().getAnnotation(OptionSection.class);
    }
}
