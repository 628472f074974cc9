package org.captioner.cli.terminal;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * How far the work is, how fast it goes and when it ends: a line that is redrawn on a terminal, and
 * a log line every 30 seconds or 5 percent elsewhere. Any thread may advance it; close it to take
 * the line away.
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
    private static final long LOG_NANOS = 30_000_000_000L;
    private static final long SHORTEST_LOG_NANOS = 5_000_000_000L;
    private static final int LOG_PARTS = 20;
    private static final int WIDTH = 20;

    // Also the lock: the console draws the bar again below each line that it prints.
    private final Console console;
    private final String label;
    private final String unit;
    private long total;
    private final LongSupplier clock;
    private long start;
    private long before;
    private long done;
    private long lastDrawn;
    private long lastLogged;
    private long doneWhenLogged;
    private String note = "";

    ProgressBar(Console console, String label, String unit, long total, LongSupplier clock) {
        this.console = console;
        this.label = label;
        this.unit = unit;
        this.total = total;
        this.clock = clock;
        this.start = clock.getAsLong();
        this.lastDrawn = start - REDRAW_NANOS;
        this.lastLogged = start;
    }

    /**
     * Sets how many units were done before the work started, by an earlier process: they are shown,
     * and count neither for the rate nor for the time left.
     */
    public void startAt(long doneBefore) {
        synchronized (console) {
            before = doneBefore;
            done = doneBefore;
            doneWhenLogged = doneBefore;
            start = clock.getAsLong();
        }
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

    /**
     * Sets how many units are done, and a short remark to show behind the bar. Fewer than before
     * are the start of something new, such as another file.
     */
    public void update(long nowDone, String remark) {
        synchronized (console) {
            if (nowDone < done) {
                startAt(nowDone);
            }
            done = nowDone;
            note = remark;
            long now = clock.getAsLong();
            if (now - lastDrawn >= REDRAW_NANOS) {
                lastDrawn = now;
                console.draw(this, line());
            }
            if (isLogDue(now)) {
                lastLogged = now;
                doneWhenLogged = done;
                console.logProgress(this, logLine());
            }
        }
    }

    /** Every 5 percent, but not in quick succession, and every 30 seconds. */
    private boolean isLogDue(long now) {
        long waited = now - lastLogged;
        boolean part = total > 0 && LOG_PARTS * (done - doneWhenLogged) >= total;
        return waited >= (part ? SHORTEST_LOG_NANOS : LOG_NANOS);
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
        if (total == 0) {
            return logLine();
        }
        int filled = (int) Math.min(WIDTH, done * WIDTH / total);
        String picture = "[" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] ";
        return line(picture);
    }

    /** The same without the bar: {@code reading 40/100 photos 12.3/s 0:05 left}. */
    private String logLine() {
        return line("");
    }

    private String line(String picture) {
        double seconds = (clock.getAsLong() - start) / NANOS_PER_SECOND;
        double rate = seconds > 0 ? (done - before) / seconds : 0;
        StringBuilder line = new StringBuilder(label).append(' ').append(picture).append(done);
        if (total > 0) {
            line.append('/').append(total);
        }
        line.append(' ').append(unit);
        if (done > before) {
            line.append(String.format(Locale.ROOT, " %.1f/s", rate));
        }
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
