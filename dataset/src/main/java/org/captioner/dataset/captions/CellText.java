package org.captioner.dataset.captions;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * Text in the cells of the tables that this program writes.
 *
 * <p>A spreadsheet runs a cell that starts with {@code =}, {@code +}, {@code -}, {@code @}, a tab
 * or a carriage return as a formula. Such a text is written behind an apostrophe, which
 * spreadsheets hide; reading takes it away again. A text that starts with apostrophes and such a
 * character gets one more, so that every text comes back as it was. A number is no formula.
 */
public final class CellText {
    private static final String NUMBER = "[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?$";
    private static final Pattern FORMULA =
            Pattern.compile("'*(?!" + NUMBER + ")[=+\\-@\\t\\r].*", Pattern.DOTALL);

    private CellText() {}

    /** One row of comma-separated cells, RFC 4180, with a line feed at its end. */
    public static String row(String... cells) {
        return CSVFormat.RFC4180.format(
                        (Object[]) Stream.of(cells).map(CellText::escaped).toArray(String[]::new))
                + "\n";
    }

    /** The text so that no spreadsheet takes it for a formula. */
    static String escaped(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** The text that {@link #escaped} was given. */
    public static String plain(String cell) {
        return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
    }
}
