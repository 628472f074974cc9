package org.captioner.cli.command;

/** What the exit codes mean; a script may rely on them. */
final class ExitCode {
    /** All that was asked for is done. */
    static final int DONE = 0;

    /**
     * A bug; no photo could be captioned; some photos failed under {@code --strict}; or standard
     * output could not be written.
     */
    static final int FAILED = 1;

    /** A mistake of the user: a wrong path, a malformed file, an option out of range. */
    static final int USER_MISTAKE = 2;

    private ExitCode() {}
}
