package org.captioner.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.captioner.pipeline.output.LostOutputException;
import org.jspecify.annotations.Nullable;

/**
 * The two streams of a command: results go to standard output, logs and progress to standard error.
 * Both are UTF-8 whatever the locale, so that a caption survives a pipe. Thread-safe.
 */
public final class Console implements AutoCloseable {
    private final DataStream dataStream;
    private final PrintStream data;
    private final PrintStream help;
    private final PrintStream errors;
    private final Terminal terminal;
    private Verbosity verbosity = Verbosity.NORMAL;
    private @Nullable ProgressBar bar;

    /** How much is logged; warnings and errors always are. */
    public enum Verbosity {
        NORMAL,
        QUIET
    }

    /**
     * A console over two streams; neither is closed by it.
     *
     * @param terminal what standard error is connected to
     */
    public Console(OutputStream data, OutputStream errors, Terminal terminal) {
        this(data, data, errors, terminal);
    }

    private Console(OutputStream data, OutputStream help, OutputStream errors, Terminal terminal) {
        this.dataStream = new DataStream(data);
        this.data = new PrintStream(dataStream, false, StandardCharsets.UTF_8);
        this.help = new PrintStream(help, false, StandardCharsets.UTF_8);
        this.errors = new PrintStream(errors, true, StandardCharsets.UTF_8);
        this.terminal = Objects.requireNonNull(terminal, "terminal");
    }

    /**
     * The console of this process. Names and captions from files could hold control characters;
     * where standard output is a terminal, data are printed without.
     */
    public static Console ofProcess() {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        return new Console(
                Terminal.showsData() ? ControlCharacters.filter(out) : out,
                out,
                new FileOutputStream(FileDescriptor.err),
                Terminal.detect());
    }

    /** What standard error is connected to. */
    public Terminal terminal() {
        return terminal;
    }

    public void setVerbosity(Verbosity verbosity) {
        this.verbosity = verbosity;
    }

    /**
     * Standard output, for data alone. A print that the system does not take throws {@link
     * org.captioner.pipeline.output.LostOutputException}, which ends the command at once.
     */
    public PrintStream data() {
        return data;
    }

    /** Standard output for the program's own text, which may hold colours. */
    public PrintStream help() {
        return help;
    }

    /** Standard error, for usage help after a mistake; {@link #log} and {@link #warn} otherwise. */
    public PrintStream errors() {
        return errors;
    }

    /** Logs a line to standard error; nothing under {@code --quiet}. */
    public synchronized void log(String line) {
        if (verbosity == Verbosity.NORMAL) {
            printAboveBar(line);
        }
    }

    /** Prints a warning or an error to standard error, under {@code --quiet} too. */
    public synchronized void warn(String line) {
        printAboveBar(line);
    }

    /**
     * Starts a progress bar on a terminal, or a progress line now and then elsewhere; neither under
     * {@code --quiet}. One bar is shown at a time: a second one replaces the first.
     *
     * @param label what is being done, for instance {@code reading}
     * @param unit what is counted, in the plural: {@code photos}
     * @param total how many there are, 0 where that is unknown
     */
    public synchronized ProgressBar progress(String label, String unit, long total) {
        return progress(label, unit, total, System::nanoTime);
    }

    synchronized ProgressBar progress(String label, String unit, long total, LongSupplier clock) {
        ProgressBar started = new ProgressBar(this, label, unit, total, clock);
        bar = started;
        return started;
    }

    /**
     * Hands all data to the system.
     *
     * @return false if the reader has gone or the disk is full, so that the command must not claim
     *     success
     */
    public boolean flush() {
        flushData();
        boolean helpLost = help.checkError();
        return !dataStream.isLost() && !helpLost;
    }

    private void flushData() {
        try {
            data.flush();
        } catch (LostOutputException e) {
            // The stream remembers.
        }
    }

    /** Flushes; the streams stay open. */
    @Override
    public void close() {
        flushData();
        help.flush();
        errors.flush();
    }

    boolean showsProgress() {
        return verbosity == Verbosity.NORMAL && terminal.interactive();
    }

    synchronized void draw(ProgressBar drawn, String line) {
        if (drawn == bar && showsProgress()) {
            String fitted = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
            errors.print("\r" + fitted + " ".repeat(terminal.columns() - 1 - fitted.length()));
            errors.flush();
        }
    }

    synchronized void logProgress(ProgressBar logged, String line) {
        if (logged == bar && !terminal.interactive()) {
            log(line);
        }
    }

    synchronized void erase(ProgressBar finished) {
        if (finished == bar) {
            if (showsProgress()) {
                errors.print(blankLine());
                errors.flush();
            }
            bar = null;
        }
    }

    private void printAboveBar(String line) {
        ProgressBar covered = showsProgress() ? bar : null;
        errors.println((covered == null ? "" : blankLine()) + ControlCharacters.escaped(line));
        if (covered != null) {
            draw(covered, covered.line());
        }
    }

    private String blankLine() {
        return "\r" + " ".repeat(terminal.columns() - 1) + "\r";
    }
}
