package org.captioner.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The two streams of a command: data for the next program on standard output, talk for the person
 * on standard error. Both are UTF-8 whatever the locale, so that a caption survives a pipe.
 * Thread-safe.
 */
public final class Console implements AutoCloseable {
    private final PrintStream data;
    private final PrintStream talk;
    private final Terminal terminal;
    private Verbosity verbosity = Verbosity.NORMAL;
    private ProgressBar bar;

    /** How much of the talk is wanted; errors are always printed. */
    public enum Verbosity {
        NORMAL,
        QUIET
    }

    /**
     * A console over two streams; neither is closed by it.
     *
     * @param terminal what standard error is connected to
     */
    public Console(OutputStream data, OutputStream talk, Terminal terminal) {
        this.data = new PrintStream(data, false, StandardCharsets.UTF_8);
        this.talk = new PrintStream(talk, true, StandardCharsets.UTF_8);
        this.terminal = Objects.requireNonNull(terminal, "terminal");
    }

    /** The console of this process. */
    public static Console ofProcess() {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
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

    /** Standard output, for data alone; buffered until {@link #flush}. */
    public PrintStream data() {
        return data;
    }

    /**
     * Standard error, for help and stack traces; {@link #advance} and {@link #warn} for the rest.
     */
    public PrintStream talk() {
        return talk;
    }

    /** Prints a line for the person; nothing under {@code --quiet}. */
    public synchronized void advance(String line) {
        if (verbosity == Verbosity.NORMAL) {
            printAboveBar(line);
        }
    }

    /** Prints a line that is shown under {@code --quiet} too: a warning or an error. */
    public synchronized void warn(String line) {
        printAboveBar(line);
    }

    /**
     * Starts a progress bar, which stays invisible under {@code --quiet} and where standard error
     * is not a terminal. One bar is shown at a time: a second one replaces the first.
     *
     * @param label what is being done, for instance {@code reading}
     * @param unit what is counted, in the plural: {@code photos}
     * @param total how many there are, 0 where that is unknown
     */
    public synchronized ProgressBar progress(String label, String unit, long total) {
        bar = new ProgressBar(this, label, unit, total, System::nanoTime);
        return bar;
    }

    /**
     * Hands all data to the system.
     *
     * @return false if the reader has gone or the disk is full, so that the command must not claim
     *     success
     */
    public boolean flush() {
        return !data.checkError();
    }

    /** Flushes; the streams stay open. */
    @Override
    public void close() {
        data.flush();
        talk.flush();
    }

    boolean showsProgress() {
        return verbosity == Verbosity.NORMAL && terminal.interactive();
    }

    synchronized void draw(ProgressBar drawn, String line) {
        if (drawn == bar && showsProgress()) {
            String fitted = line.substring(0, Math.min(line.length(), terminal.columns() - 1));
            talk.print("\r" + fitted + " ".repeat(terminal.columns() - 1 - fitted.length()));
            talk.flush();
        }
    }

    synchronized void erase(ProgressBar finished) {
        if (finished == bar) {
            if (showsProgress()) {
                talk.print(blankLine());
                talk.flush();
            }
            bar = null;
        }
    }

    private void printAboveBar(String line) {
        boolean covered = bar != null && showsProgress();
        talk.println((covered ? blankLine() : "") + line);
        if (covered) {
            draw(bar, bar.line());
        }
    }

    private String blankLine() {
        return "\r" + " ".repeat(terminal.columns() - 1) + "\r";
    }
}
