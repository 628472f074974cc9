package org.captioner.cli.command;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Prints the options of a command in sections: the command's own first, then those of each mixin
 * with an {@link OptionSection}, then those that all commands have.
 */
final class OptionSections implements IHelpSectionRenderer {
    private static final String GENERAL = "General options";

    private OptionSections() {}

    /** Prints the help of a command and its subcommands in this way. */
    static void install(CommandLine line) {
        line.getHelpSectionMap()
                .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionSections());
        line.getSubcommands().values().forEach(OptionSections::install);
    }

    @Override
    public String render(Help help) {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        List<OptionSpec> general = new ArrayList<>();
        for (OptionSpec option : help.commandSpec().options()) {
            if (isGeneral(option)) {
                general.add(option);
            } else {
                sections.computeIfAbsent(heading(option), heading -> new ArrayList<>()).add(option);
            }
        }
        // The command's own options come first, wherever its mixins stand among its fields.
        List<OptionSpec> own = sections.remove("");
        StringBuilder text = new StringBuilder();
        if (own != null) {
            text.append(help.optionListExcludingGroups(own));
        }
        sections.put(GENERAL, general);
        sections.forEach(
                (heading, options) -> {
                    String list = help.optionListExcludingGroups(options);
                    if (!list.isEmpty()) {
                        text.append(help.colorScheme().text("%n@|bold " + heading + ":|@%n"));
                        text.append(list);
                    }
                });
        return text.toString().replace("%n", System.lineSeparator());
    }

    private static boolean isGeneral(OptionSpec option) {
        return option.inherited() || option.usageHelp() || option.versionHelp();
    }

    private static String heading(OptionSpec option) {
        if (option.userObject() instanceof Member member) {
            OptionSection section = member.getDeclaringClass().getAnnotation(OptionSection.class);
            return section == null ? "" : section.value();
        }
        return "";
    }
}
