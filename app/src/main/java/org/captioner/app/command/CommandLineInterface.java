package org.captioner.app.command;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.captioner.app.terminal.Console;
import picocli.CommandLine;

/** All commands put together: the one list of what {@code captioner} can do. */
public final class CommandLineInterface {
    private CommandLineInterface() {}

    /**
     * Runs one command.
     *
     * @param arguments as typed after {@code captioner}
     * @return the exit code: 0 all done, 1 a bug or some photos failed under {@code --strict}, 2 a
     *     user mistake
     */
    public static int run(Console console, String... arguments) {
        ErrorReports errors = new ErrorReports(console);
        int exitCode = execute(assemble(console, errors), errors, arguments);
        if (!console.flush()) {
            console.warn(
                    "captioner: cannot write to standard output: the disk is full or the reader has"
                            + " gone");
            return Math.max(exitCode, ExitCode.FAILED);
        }
        return exitCode;
    }

    private static int execute(CommandLine line, ErrorReports errors, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            return errors.reportTooLittleMemory();
        } finally {
            line.getOut().flush();
        }
    }

    private static CommandLine assemble(Console console, ErrorReports errors) {
        CommandLine line = new CommandLine(new CaptionerCommand(console));
        CommandLine inspect = new CommandLine(new InspectCommand());
        inspect.addSubcommand(new InspectEncoderCommand(console));
        inspect.addSubcommand(new InspectDatasetCommand(console));
        inspect.addSubcommand(new InspectBundleCommand(console));
        line.addSubcommand(new DemoCommand(console));
        line.addSubcommand(new TrainCommand(console));
        line.addSubcommand(new CaptionCommand(console));
        line.addSubcommand(new CalibrateCommand(console));
        line.addSubcommand(new EvaluateCommand(console));
        line.addSubcommand(new ScoreCommand(console));
        line.addSubcommand(inspect);
        CommandLine bench = new CommandLine(new BenchCommand());
        bench.addSubcommand(new BenchEncodersCommand(console));
        bench.addSubcommand(new BenchDecodersCommand(console));
        line.addSubcommand(bench);
        line.addSubcommand(new ExportCommand(console));
        CommandLine classify = new CommandLine(new ClassifyCommand(console));
        classify.addSubcommand(new ClassifyTrainCommand(console));
        line.addSubcommand(classify);
        line.addSubcommand(new FetchCommand(console));
        line.addSubcommand(new CompletionCommand(console));

        line.setParameterExceptionHandler(errors::reportWrongUsage);
        line.setExecutionExceptionHandler(errors::reportFailure);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(false);
        line.setOut(
                new PrintWriter(new OutputStreamWriter(console.data(), StandardCharsets.UTF_8)));
        line.setErr(
                new PrintWriter(
                        new OutputStreamWriter(console.talk(), StandardCharsets.UTF_8), true));
        return line;
    }
}
