package org.captioner.pipeline.output;

import java.io.PrintStream;

/** Rows on a stream that others own, usually standard output. */
final class RowStreamWriter implements CaptionWriter {
    private final PrintStream stream;
    private final RowFormat.Rows rows;

    /** Writes the header. */
    RowStreamWriter(PrintStream stream, RowFormat.Rows rows) {
        this.stream = stream;
        this.rows = rows;
        print(rows.header());
    }

    @Override
    public void write(CaptionedPhoto photo) {
        print(rows.row(photo));
    }

    /** One call a row: it reaches the system as one piece, so that Ctrl-C does not cut it. */
    private void print(String row) {
        stream.print(row);
        if (stream.checkError()) {
            throw new LostOutputException();
        }
    }

    /** Flushes; the stream stays open. */
    @Override
    public void close() {
        stream.flush();
    }
}
