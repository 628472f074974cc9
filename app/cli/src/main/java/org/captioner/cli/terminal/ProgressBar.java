package org.captioner.cli.terminal;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line that says how far the work is, how fast it goes and when it ends. Any thread may advance
 * it; close it to take the line away.
 *
 * <pre>{@code
 * try (ProgressBar bar = console.progress("reading", "photos", photos.size())) {
 *     for (Path photo : photos) {
 *         read(photo);
 *         bar.advance(1);
 *     }
 * }
 * }</pre>
 */
public final class ProgressBar implements AutoCloseable {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int WIDTH = 20;

    // Also the lock: the console draws the bar again below each line that it prints.
    private final Console console;
    private final String label;
    private final String unit;
    private long total;
    private final LongSupplier clock;
    private final long start;
    private long done;
    private long lastDrawn;
    private String note = "";

    ProgressBar(Console console, String label, String unit, long total, LongSupplier clock) {
        this.console = console;
        this.label = label;
        this.unit = unit;
        this.total = total;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.lastDrawn = start - REDRAW_NANOS;
    }

    /** Counts {@code more} units as done. */
    public void advance(long more) {
        synchronized (console) {
            update(done + more, note);
        }
    }

    /** Sets how many units are done, of how many. */
    public void updateOf(long nowDone, long of) {
        synchronized (console) {
            total = of;
            update(nowDone, note);
        }
    }

    /** Sets how many units are done, and a short remark to show behind the bar. */
    public void update(long nowDone, String remark) {
        synchronized (console) {
            done = nowDone;
            note = remark;
            long now = clock.getAsLong();
            if (now - lastDrawn >= REDRAW_NANOS) {
                lastDrawn = now;
                console.draw(this, line());
            }
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        console.erase(this);
    }

    /**
     * The line as drawn, for instance {@code reading [####----] 40/100 photos 12.3/s 0:05 left}.
     */
    String line() {
        double seconds = (clock.getAsLong() - start) / NANOS_PER_SECOND;
        double rate = seconds > 0 ? done / seconds : 0;
        StringBuilder line = new StringBuilder(label).append(' ');
        if (total > 0) {
            int filled = (int) Math.min(WIDTH, done * WIDTH / total);
            line.append('[').append("#".repeat(filled)).append("-".repeat(WIDTH - filled));
            line.append("] ").append(done).append('/').append(total);
        } else {
            line.append(done);
        }
        line.append(' ').append(unit).append(String.format(Locale.ROOT, " %.1f/s", rate));
        if (total > done && rate > 0) {
            line.append(' ').append(clockTime((total - done) / rate)).append(" left");
        }
        return note.isEmpty() ? line.toString() : line.append(' ').append(note).toString();
    }

    private static String clockTime(double seconds) {
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
