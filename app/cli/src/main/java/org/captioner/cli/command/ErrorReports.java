package org.captioner.cli.command;

import java.util.List;
import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns exceptions into words and exit codes. A user mistake is one line and exit code 2; anything
 * else is a bug, with its stack trace and exit code 1.
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
        console.warn(name + ": " + decapitalise(failure.getMessage()) + suggestion(failure));
        console.warn("Try '" + name + " --help'.");
        return ExitCode.USER_MISTAKE;
    }

    /** An exception that ended a command. */
    int reportFailure(Exception failure, CommandLine line, ParseResult parsed) {
        String name = line.getCommandSpec().qualifiedName();
        if (failure instanceof InputException) {
            console.warn(name + ": " + failure.getMessage());
            return ExitCode.USER_MISTAKE;
        }
        failure.printStackTrace(console.talk());
        console.warn(name + ": this is a bug; please report it with the lines above");
        return ExitCode.FAILED;
    }

    /** Java's heap was too small: the person can mend that. */
    int reportTooLittleMemory() {
        console.warn(
                "captioner: Java has used all of its "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MB of memory; give it more with CAPTIONER_JAVA_OPTIONS=-Xmx8g, or lower"
                        + " --batch");
        return ExitCode.USER_MISTAKE;
    }

    private static String suggestion(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> near = unmatched.getSuggestions();
        return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
    }

    private static String decapitalise(String sentence) {
        return sentence.isEmpty()
                ? sentence
                : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
