package org.captioner.dataset.captions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.Place;
import org.jspecify.annotations.Nullable;

/**
 * Tables whose first line names an image and a caption column, in any usual words; further columns
 * are left alone. The delimiter is the one that makes sense of the first line.
 */
public final class TableCaptions {
    /** Flickr30k has one row without the bar behind its number. */
    private static final Pattern NUMBER_AND_CAPTION = Pattern.compile("([0-9]+)\\s+(\\S.*)");

    private final Table table;
    private final CaptionVisitor visitor;
    private @Nullable Columns columns;

    private TableCaptions(Table table, CaptionVisitor visitor) {
        this.table = table;
        this.visitor = visitor;
    }

    /** Whether the first line of a text is the header of such a table. */
    static boolean recognises(Path file, String text) {
        return delimiter(file, text, Delimiter.COMMA).isPresent();
    }

    /**
     * Reads a table.
     *
     * @param file for places
     * @param text of the file, without a byte order mark
     * @param usual the delimiter that its name promises, for the message if none fits
     * @throws org.captioner.dataset.InputException if it has no header, or a row that cannot be
     *     understood; the message names the line
     */
    public static void read(Path file, String text, Delimiter usual, CaptionVisitor visitor) {
        Delimiter delimiter = delimiter(file, text, usual).orElse(usual);
        TableCaptions captions = new TableCaptions(new Table(file, text, delimiter), visitor);
        captions.table.read(captions::row);
        if (captions.columns == null) {
            throw Place.of(file).error("the file is empty; its first line names the columns");
        }
    }

    private static Optional<Delimiter> delimiter(Path file, String text, Delimiter usual) {
        return Stream.concat(Stream.of(usual), Stream.of(Delimiter.values()))
                .filter(each -> Columns.isHeader(new Table(file, text, each).firstRow()))
                .findFirst();
    }

    private void row(Place place, List<String> cells) {
        if (columns == null) {
            columns = Columns.of(place, cells);
        } else {
            visitor.entry(columns.entry(place, complete(place, cells, columns.count())));
        }
    }

    /** The row with {@code count} cells, as many as there are columns. */
    private List<String> complete(Place place, List<String> cells, int count) {
        List<String> row = new ArrayList<>(cells);
        // Spreadsheets fill all rows up to the longest.
        while (row.size() > count && row.get(row.size() - 1).isBlank()) {
            row.remove(row.size() - 1);
        }
        if (row.size() == count - 1 && table.delimiter() == Delimiter.BAR) {
            Matcher parts = NUMBER_AND_CAPTION.matcher(row.get(row.size() - 1));
            if (parts.matches()) {
                row.set(row.size() - 1, parts.group(1));
                row.add(parts.group(2));
                visitor.problem(
                        place.problem(
                                Kind.MENDED_ROW,
                                "the bar between number and caption is missing; read as '"
                                        + parts.group(1)
                                        + "| ...'"));
            }
        }
        if (row.size() != count) {
            throw place.error(
                    "expected "
                            + count
                            + " columns, found "
                            + row.size()
                            + "; "
                            + table.delimiter().remedy());
        }
        return row;
    }
}
