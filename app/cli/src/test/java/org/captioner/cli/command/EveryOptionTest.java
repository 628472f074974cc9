package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Terminal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs every command once with each of its options, on inputs that are not there: whatever the
 * option, the outcome is one line for the user and never a stack trace.
 */
class EveryOptionTest {
    @TempDir static Path folder;

    /** Values that end a command at once which would work for minutes without any input. */
    private static Map<String, String> refused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        return Map.of(
                "demo --output",
                file.resolve("demo").toString(),
                "bench encoders --backends",
                "none",
                "bench decoders --native-threads",
                "0");
    }

    private static final Map<String, String> VALUES =
            Map.of(
                    "--backend", "onnx",
                    "--backends", "onnx",
                    "--split", "dev",
                    "--data-format", "csv",
                    "--output-format", "csv",
                    "--metrics", "bleu",
                    "--features", "layer4",
                    "--variant", "v1",
                    "--from", "http://127.0.0.1:1/none");

    @TestFactory
    List<DynamicTest> everyOption() throws IOException {
        Map<String, CommandLine> commands = new LinkedHashMap<>();
        collect(root(), "", commands);
        Map<String, String> refused = refused();
        List<DynamicTest> tests = new ArrayList<>();
        commands.forEach(
                (name, command) ->
                        command.getCommandSpec()
                                .options()
                                .forEach(
                                        option ->
                                                tests.add(
                                                        DynamicTest.dynamicTest(
                                                                name + " " + option.longestName(),
                                                                () ->
                                                                        run(
                                                                                name, command,
                                                                                option,
                                                                                refused)))));
        assertTrue(tests.size() > 150, tests.size() + " options");
        return tests;
    }

    private static CommandLine root() {
        Console console =
                new Console(
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        Terminal.NONE);
        return CommandLineInterface.assemble(console, new ErrorReports(console));
    }

    /** Commands by what is typed, those that only group others left out. */
    private static void collect(
            CommandLine command, String name, Map<String, CommandLine> commands) {
        boolean groups = Set.of("", "inspect", "bench").contains(name);
        if (!groups) {
            commands.put(name, command);
        }
        command.getSubcommands()
                .forEach((sub, line) -> collect(line, (name + " " + sub).strip(), commands));
    }

    private static void run(
            String name, CommandLine command, OptionSpec option, Map<String, String> refused) {
        List<String> arguments = new ArrayList<>(List.of(name.split(" ")));
        Set<String> given = new HashSet<>();
        add(name, option, refused, arguments, given);
        for (OptionSpec other : command.getCommandSpec().options()) {
            boolean alternative = other.group() != null && other.group().equals(option.group());
            boolean needed =
                    (other.required() && !alternative)
                            || refused.containsKey(name + " " + other.longestName());
            if (needed && (other.group() == null || isFirst(other))) {
                add(name, other, refused, arguments, given);
            }
        }
        for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
            arguments.add(value(parameter));
        }

        CommandRun run = CommandRun.of(arguments.toArray());

        boolean answersAnyway =
                option.usageHelp() || option.versionHelp() || name.equals("completion");
        assertEquals(answersAnyway ? 0 : 2, run.exitCode(), arguments + "\n" + run.talk());
        assertFalse(run.talk().contains("\tat "), run.talk());
        assertTrue(answersAnyway || !run.talk().isBlank(), "a refusal gives its reason");
    }

    /** Of options that exclude each other one is given. */
    private static boolean isFirst(OptionSpec option) {
        return option.group().options().iterator().next().equals(option);
    }

    private static void add(
            String command,
            OptionSpec option,
            Map<String, String> refused,
            List<String> arguments,
            Set<String> given) {
        if (!given.add(option.longestName())) {
            return;
        }
        arguments.add(option.longestName());
        if (option.arity().max() > 0) {
            String refusedValue = refused.get(command + " " + option.longestName());
            arguments.add(refusedValue == null ? value(option) : refusedValue);
        }
    }

    private static String value(ArgSpec argument) {
        if (argument instanceof OptionSpec option && VALUES.containsKey(option.longestName())) {
            return VALUES.get(option.longestName());
        }
        Class<?> type = argument.isMultiValue() ? argument.auxiliaryTypes()[0] : argument.type();
        if (type == Path.class) {
            return folder.resolve("absent").toString();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0].toString();
        }
        return type == String.class ? "absent" : "1";
    }
}
