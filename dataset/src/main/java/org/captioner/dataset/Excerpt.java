package org.captioner.dataset;

/** Foreign text made fit for a message, a table or a terminal. */
public final class Excerpt {
    private static final int LONGEST = 60;

    private Excerpt() {}

    /** At most 60 characters, control characters replaced as {@link #printable} does. */
    public static String of(String text) {
        String line = printable(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /**
     * The text with every character that could move a cursor, change a colour or reorder a line
     * replaced by a blank: control characters, line separators and direction marks.
     */
    public static String printable(String text) {
        return text.replaceAll(
                "[\\p{Cc}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]", " ");
    }
}
