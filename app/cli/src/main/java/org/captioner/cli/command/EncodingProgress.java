package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.encoder.store.ExtractionProgress;

/** Shows how the filling of a feature store proceeds. */
final class EncodingProgress implements ExtractionProgress {
    private final Console console;
    private final ProgressBar bar;
    private final AtomicInteger encoded = new AtomicInteger();

    EncodingProgress(Console console, ProgressBar bar) {
        this.console = console;
        this.bar = bar;
    }

    @Override
    public void advanced(int done, int total) {
        encoded.incrementAndGet();
        bar.updateOf(done, total);
    }

    @Override
    public void waiting(Path file) {
        console.log(file + ": another run is computing these features; waiting until it is done");
    }

    /** How many photos were encoded so far, failures included. */
    int encoded() {
        return encoded.get();
    }
}
