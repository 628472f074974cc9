package org.captioner.pipeline.output;

/** Standard output cannot be written: its reader has ended, or the disk is full. */
public final class LostOutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostOutputException() {
        super("standard output cannot be written: its reader has ended or the disk is full");
    }
}
