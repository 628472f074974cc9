package org.captioner.pipeline.output;

import java.io.PrintStream;

/** Rows on a stream that others own, usually standard output. */
public final class CaptionStreamWriter implements CaptionWriter {
    private final PrintStream stream;
    private final CaptionFormat format;

    /** Writes the header. */
    public CaptionStreamWriter(PrintStream stream, CaptionFormat format) {
        this.stream = stream;
        this.format = format;
        stream.print(format.header());
    }

    @Override
    public void write(CaptionRow row) {
        // One call a row: it reaches the system as one piece, so Ctrl-C does not cut it.
        stream.print(format.line(row));
    }

    /** Flushes; the stream stays open. */
    @Override
    public void close() {
        stream.flush();
    }
}
