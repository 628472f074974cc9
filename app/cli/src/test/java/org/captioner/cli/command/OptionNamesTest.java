package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Terminal;
import org.captioner.dataset.format.DatasetFormat;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options have one name for one thing, and help shows them in an order that a person can read. */
class OptionNamesTest {
    private static final Set<String> PLACES = Set.of("FILE", "DIR", "PATH");

    @Test
    void anOptionMeansTheSameInEveryCommand() {
        Map<String, String> meanings = new LinkedHashMap<>();
        Map<String, String> first = new LinkedHashMap<>();
        for (CommandLine command : commands()) {
            String name = command.getCommandSpec().qualifiedName();
            for (OptionSpec option : OptionSections.own(command.getCommandSpec())) {
                String known = meanings.putIfAbsent(option.longestName(), meaning(option));
                first.putIfAbsent(option.longestName(), name);
                if (known != null) {
                    assertEquals(
                            known,
                            meaning(option),
                            option.longestName()
                                    + " in "
                                    + name
                                    + " and "
                                    + first.get(option.longestName()));
                }
            }
        }
    }

    /** Type and label; a place is one, be it a file or a folder, and a word, be it of a list. */
    private static String meaning(OptionSpec option) {
        boolean wrapped = option.isMultiValue() || option.typeInfo().isOptional();
        Class<?> type = wrapped ? option.auxiliaryTypes()[0] : option.type();
        if (type == Path.class) {
            assertTrue(PLACES.contains(option.paramLabel()), option.longestName());
            return "place";
        }
        if (option.arity().max() == 0) {
            return "switch";
        }
        assertFalse(option.paramLabel().startsWith("<"), option.longestName());
        if (type == String.class
                || (!type.getName().startsWith("java.lang") && !type.isPrimitive())) {
            return option.paramLabel() + " word";
        }
        return option.paramLabel()
                + " "
                + MethodType.methodType(type).wrap().returnType().getSimpleName();
    }

    @Test
    void aCommandOfManyOptionsHasThemInSectionsAndAShortSynopsis() {
        int checked = 0;
        for (CommandLine command : commands()) {
            List<OptionSpec> own = OptionSections.own(command.getCommandSpec());
            if (own.size() <= OptionSections.MOST_IN_SYNOPSIS) {
                continue;
            }
            checked++;
            OptionSections.sections(command.getCommandSpec())
                    .forEach(
                            (heading, options) ->
                                    assertTrue(
                                            options.size() <= 14,
                                            command.getCommandName() + " " + heading));
            String synopsis = command.getUsageMessage().lines().findFirst().orElseThrow();
            assertTrue(synopsis.contains("[OPTIONS]"), synopsis);
            own.stream()
                    .filter(OptionSpec::required)
                    .forEach(each -> assertTrue(synopsis.contains(each.longestName()), synopsis));
        }
        assertTrue(checked >= 5, checked + " commands");
    }

    @Test
    void trainHasTheUsualOptionsFirstAndThoseOfDecodersUnderAHeading() {
        String help = CommandRun.of("train", "--help").data();

        int data = help.indexOf("--data=PATH  ");
        int recipe = help.indexOf("Recipe:");
        int rate = help.indexOf("--learning-rate=X  ");
        int decoder = help.indexOf("Decoder:");
        int width = help.indexOf("--attention-width=N  ");
        int general = help.indexOf("General options:");
        assertTrue(0 < data && data < recipe && recipe < rate && rate < decoder, help);
        assertTrue(decoder < width && width < general, help);
        assertTrue(help.contains("@run/recipe.txt"), help);
    }

    @Test
    void aFormerNameWorksIsInNoHelpAndIsNotSuggested() {
        CommandRun former = CommandRun.of("inspect", "dataset", "none", "--format", "absurd");
        CommandRun present = CommandRun.of("inspect", "dataset", "none", "--data-format", "absurd");
        CommandRun help = CommandRun.of("inspect", "dataset", "--help");
        CommandRun misspelt = CommandRun.of("inspect", "dataset", "none", "--data-fromat", "csv");

        assertEquals(2, former.exitCode());
        assertTrue(former.talk().contains("absurd"), former.talk());
        assertEquals(
                former.talk().replace("'--format'", ""),
                present.talk().replace("'--data-format'", ""));
        assertFalse(help.data().contains(" --format"), help.data());
        assertTrue(misspelt.talk().contains("did you mean --data-format?"), misspelt.talk());
    }

    @Test
    void eitherNameSetsTheOption() {
        int former = 0;
        for (CommandLine command : commands()) {
            CommandSpec spec = command.getCommandSpec();
            for (OptionSpec option : spec.options()) {
                if (option.hidden()
                        && option.userObject() instanceof Field field
                        && field.isAnnotationPresent(FormerNames.class)) {
                    OptionSpec present = present(command, field);
                    String value = field.getType() == Path.class ? "x" : "7";
                    value = option.longestName().contains("format") ? "csv" : value;
                    parse(command, option.longestName(), value);
                    assertEquals(value, text(option), option.longestName());
                    parse(command, present.longestName(), value);
                    assertEquals(value, text(present), present.longestName());
                    former++;
                }
            }
        }
        assertTrue(former > 7, former + " former names");
    }

    /** Sets one option; that others are missing does not matter. */
    private static void parse(CommandLine command, String name, String value) {
        try {
            List<String> words = new ArrayList<>();
            words.addAll(List.of(command.getCommandSpec().qualifiedName().split(" ")));
            words.addAll(List.of(name, value));
            root(command).parseArgs(words.subList(1, words.size()).toArray(new String[0]));
        } catch (CommandLine.MissingParameterException e) {
            assertTrue(e.getMessage().contains("Missing required"), e.getMessage());
        }
    }

    private static CommandLine root(CommandLine command) {
        return command.getParent() == null ? command : root(command.getParent());
    }

    private static String text(OptionSpec option) {
        Object value = option.getValue();
        return value instanceof DatasetFormat format
                ? format.label()
                : String.valueOf(value).replaceFirst("\\.0$", "").toLowerCase(Locale.ROOT);
    }

    private static OptionSpec present(CommandLine command, Field field) {
        return command.getCommandSpec().options().stream()
                .filter(each -> !each.hidden() && field.equals(each.userObject()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void twoNamesOfOneOptionExcludeEachOther() {
        CommandRun run =
                CommandRun.of("caption", "x", "--model", "y", "--format", "csv", "-f", "jsonl");

        assertEquals(2, run.exitCode());
        assertTrue(
                run.talk().contains("--format is the former name of --output-format"), run.talk());
    }

    private static List<CommandLine> commands() {
        Console console =
                new Console(
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        Terminal.NONE);
        List<CommandLine> commands = new ArrayList<>();
        collect(CommandLineInterface.assemble(console, new ErrorReports(console)), commands);
        return commands;
    }

    private static void collect(CommandLine command, List<CommandLine> commands) {
        commands.add(command);
        command.getSubcommands().values().forEach(sub -> collect(sub, commands));
    }
}
