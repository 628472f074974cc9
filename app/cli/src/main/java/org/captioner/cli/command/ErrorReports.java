package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;
import org.captioner.dataset.NearestNames;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.output.LostOutputException;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Turns exceptions into messages and exit codes. A user mistake is one line and exit code 2;
 * anything else is a bug, with its stack trace and exit code 1.
 */
final class ErrorReports {
    private final Console console;

    ErrorReports(Console console) {
        this.console = console;
    }

    /** An option or argument that the parser or a command refused. */
    int reportWrongUsage(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        String name = line.getCommandSpec().qualifiedName();
        console.warn(
                name
                        + ": "
                        + decapitalise(Objects.requireNonNull(failure.getMessage()))
                        + suggestion(failure));
        console.warn("Try '" + name + " --help'.");
        return ExitCode.USER_MISTAKE;
    }

    /** An exception that ended a command. */
    int reportFailure(Exception failure, CommandLine line, ParseResult parsed) {
        return report(failure, line.getCommandSpec().qualifiedName());
    }

    /** Anything that ended a command. */
    int report(Throwable failure, String command) {
        if (failure instanceof InputException) {
            console.warn(command + ": " + failure.getMessage());
            return ExitCode.USER_MISTAKE;
        }
        if (failure instanceof LostOutputException) {
            // Reported where standard output is flushed at the end.
            return ExitCode.FAILED;
        }
        if (failure instanceof OutOfMemoryError) {
            console.warn(
                    command
                            + ": Java ran out of memory ("
                            + failure.getMessage()
                            + "; its heap is at most "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB); give it more with CAPTIONER_JAVA_OPTIONS=-Xmx8g, lower --batch"
                            + " or --threads, or raise ulimit -v");
            return ExitCode.USER_MISTAKE;
        }
        if (isEngineStart(failure)) {
            console.warn(
                    command
                            + ": the tensor engine cannot be started ("
                            + firstLine(innermost(failure))
                            + "); it needs 500 MB in the folder DJL_CACHE_DIR, else ~/.djl.ai, and"
                            + " about 4 GB of address space (ulimit -v)");
            return ExitCode.USER_MISTAKE;
        }
        printBug(console, command, failure);
        return ExitCode.FAILED;
    }

    /** Prints a stack trace. */
    static void printBug(Console console, String command, Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        console.warn(trace.toString().stripTrailing());
        console.warn(command + ": this is a bug; please report it with the lines above");
    }

    /** Whether the engine's native library could not be unpacked or loaded. */
    private static boolean isEngineStart(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (Arrays.stream(t.getStackTrace())
                    .anyMatch(
                            frame ->
                                    frame.getClassName().equals(TensorEngine.class.getName())
                                            && frame.getMethodName().equals("start"))) {
                return !(t instanceof IllegalArgumentException);
            }
        }
        return false;
    }

    private static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    private static String firstLine(Throwable failure) {
        return failure.toString().lines().findFirst().orElse("");
    }

    /** A misspelt option may also be why another is missing. */
    private static String suggestion(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return near(unmatched, line);
        }
        List<String> unknown = line.getUnmatchedArguments();
        return unknown.isEmpty()
                ? nearValue(failure)
                : "; unknown is "
                        + String.join(", ", unknown)
                        + near(new UnmatchedArgumentException(line, unknown), line);
    }

    /** What a value of a fixed set was meant to be, where the converter did not say so. */
    private static String nearValue(ParameterException failure) {
        boolean known =
                failure.getArgSpec() != null
                        && failure.getArgSpec().type().isEnum()
                        && failure.getValue() != null;
        return known
                ? NearestNames.suggestion(
                        failure.getValue().toLowerCase(Locale.ROOT),
                        Arrays.stream(failure.getArgSpec().type().getEnumConstants())
                                .map(each -> each.toString().toLowerCase(Locale.ROOT))
                                .toList())
                : "";
    }

    private static String near(UnmatchedArgumentException unmatched, CommandLine line) {
        String typed = unmatched.getUnmatched().get(0).replaceFirst("=.*", "");
        List<String> near = NearestNames.of(typed, shownNames(line));
        if (near.isEmpty()) {
            near = NearestNames.of(typed, line.getSubcommands().keySet());
        }
        if (near.isEmpty()) {
            near = unmatched.getSuggestions();
        }
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    /** Former names of options work, but are not to be learnt. */
    private static List<String> shownNames(CommandLine line) {
        return line.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Arrays.stream(option.names()))
                .toList();
    }

    private static String decapitalise(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
