package org.captioner.pipeline.output;

/** Standard output cannot be written: its reader has ended, or the disk is full. */
public final class LostOutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a cause, which would say no more. */
    public LostOutputException() {
        super("standard output cannot be written: its reader has ended or the disk is full");
    }
}
