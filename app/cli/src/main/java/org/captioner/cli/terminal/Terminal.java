package org.captioner.cli.terminal;

/**
 * What standard error is connected to.
 *
 * @param interactive whether it is a terminal: a progress bar is drawn only then
 * @param columns its width in characters, at least 20
 */
public record Terminal(boolean interactive, int columns) {
    /** A file or a pipe. */
    public static final Terminal NONE = new Terminal(false, 80);

    private static final int NARROWEST = 20;
    private static final int USUAL = 80;

    public Terminal {
        if (columns < NARROWEST) {
            throw new IllegalArgumentException(
                    columns + " columns are too narrow; at least " + NARROWEST);
        }
    }

    /**
     * What the launcher found by testing the stream, which Java cannot: the system properties
     * {@code captioner.terminal} (true or false) and {@code captioner.columns}. Without them no
     * progress bar is drawn.
     */
    static Terminal detect() {
        return new Terminal(
                Boolean.getBoolean("captioner.terminal"),
                Math.max(NARROWEST, Integer.getInteger("captioner.columns", USUAL)));
    }

    /** Whether the launcher found standard output to be a terminal. */
    static boolean showsData() {
        return Boolean.getBoolean("captioner.data-terminal");
    }
}
