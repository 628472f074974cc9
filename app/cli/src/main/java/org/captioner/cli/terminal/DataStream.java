package org.captioner.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import org.captioner.pipeline.output.LostOutputException;

/**
 * Standard output for data, whose first failed write ends the command: a print stream would swallow
 * it, and work on for a reader that has gone or a disk that is full.
 */
final class DataStream extends OutputStream {
    private final OutputStream out;
    private volatile boolean lost;

    DataStream(OutputStream out) {
        this.out = out;
    }

    /** Whether a write has failed. */
    boolean isLost() {
        return lost;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    /**
     * Writes.
     *
     * @throws LostOutputException if that is not possible
     */
    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw lost();
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw lost();
        }
    }

    private LostOutputException lost() {
        lost = true;
        return new LostOutputException();
    }
}
