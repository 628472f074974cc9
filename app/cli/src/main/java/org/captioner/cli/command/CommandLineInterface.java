package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;

import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.TypeConversionException;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** All commands put together: the one list of what {@code captioner} can do. */
public final class CommandLineInterface {
    /** Completion lists every command. */
    private static final String NEEDS_ALL = "completion";

    private CommandLineInterface() {}

    /**
     * Runs one command.
     *
     * @param arguments as typed after {@code captioner}
     * @return the exit code, as {@link ExitCode} lists them
     */
    public static int run(Console console, String... arguments) {
        ErrorReports errors = new ErrorReports(console);
        int exitCode = execute(assemble(console, errors, arguments), errors, arguments);
        if (!console.flush()) {
            console.warn(
                    "captioner: standard output cannot be written: its reader has ended or the disk"
                            + " is full");
            return Math.max(exitCode, ExitCode.FAILED);
        }
        return exitCode;
    }

    private static int execute(CommandLine line, ErrorReports errors, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError | LinkageError | StackOverflowError e) {
            // The parser hands on exceptions only.
            return errors.report(e, "captioner");
        } finally {
            line.getOut().flush();
        }
    }

    /** Help needs nothing; everything else needs the system in order. */
    private static int checkAndRun(ParseResult parsed) {
        Integer help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        try {
            FormerOptions.requireOneName(parsed);
            StartChecks.require();
        } catch (InputException e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.getMessage(), e);
        }
        return new RunLast().execute(parsed);
    }

    /** The parser of all commands, or of the one that the arguments name. */
    static CommandLine assemble(Console console, ErrorReports errors, String... arguments) {
        CommandLine line = new CommandLine(new CaptionerCommand(console));
        // Reading a command's options takes longer than scoring: only the one named is made.
        String first = arguments.length == 0 ? "" : arguments[0];
        Map<String, Function<Console, CommandLine>> known = commands();
        boolean alone = known.containsKey(first) && !first.equals(NEEDS_ALL);
        known.forEach(
                (name, command) -> {
                    if (!alone || name.equals(first)) {
                        line.addSubcommand(name, command.apply(console));
                    }
                });

        FormerOptions.install(line);
        OptionSections.install(line);
        line.setExecutionStrategy(CommandLineInterface::checkAndRun);
        line.setParameterExceptionHandler(errors::reportWrongUsage);
        line.setExecutionExceptionHandler(errors::reportFailure);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Path.class, CommandLineInterface::path);
        line.setUsageHelpAutoWidth(false);
        line.setOut(
                new PrintWriter(new OutputStreamWriter(console.help(), StandardCharsets.UTF_8)));
        line.setErr(
                new PrintWriter(
                        new OutputStreamWriter(console.errors(), StandardCharsets.UTF_8), true));
        return line;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    "'"
                            + text
                            + "' cannot be a path in the locale's charset, "
                            + System.getProperty("sun.jnu.encoding")
                            + "; set LC_ALL to C.UTF-8");
        }
    }

    /** In the order of the help. */
    private static Map<String, Function<Console, CommandLine>> commands() {
        Map<String, Function<Console, CommandLine>> commands = new LinkedHashMap<>();
        commands.put("demo", console -> new CommandLine(new DemoCommand(console)));
        commands.put("train", TrainCommand::line);
        commands.put("refine", RefineCommand::line);
        commands.put("caption", console -> new CommandLine(new CaptionCommand(console)));
        commands.put("calibrate", console -> new CommandLine(new CalibrateCommand(console)));
        commands.put("evaluate", console -> new CommandLine(new EvaluateCommand(console)));
        commands.put("score", console -> new CommandLine(new ScoreCommand(console)));
        commands.put("inspect", CommandLineInterface::inspect);
        commands.put("bench", CommandLineInterface::bench);
        commands.put("export", console -> new CommandLine(new ExportCommand(console)));
        commands.put("classify", CommandLineInterface::classify);
        commands.put("fetch", console -> new CommandLine(new FetchCommand(console)));
        commands.put(NEEDS_ALL, console -> new CommandLine(new CompletionCommand(console)));
        return commands;
    }

    private static CommandLine inspect(Console console) {
        return new CommandLine(new InspectCommand())
                .addSubcommand(new InspectEncoderCommand(console))
                .addSubcommand(new InspectDatasetCommand(console))
                .addSubcommand(new InspectBundleCommand(console));
    }

    private static CommandLine bench(Console console) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new BenchEncodersCommand(console))
                .addSubcommand(new BenchDecodersCommand(console));
    }

    private static CommandLine classify(Console console) {
        return new CommandLine(new ClassifyCommand(console))
                .addSubcommand(new ClassifyTrainCommand(console));
    }
}
