package org.captioner.dataset.format;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.captioner.dataset.InputException;

/** Rows of a delimited text file with the line that each starts on; blank lines are skipped. */
final class Table {
    /** One row; called in the order of the file. */
    @FunctionalInterface
    interface RowHandler {
        void row(Place place, List<String> cells);
    }

    private final CSVFormat format;

    private Table(CSVFormat format) {
        this.format = format;
    }

    /** RFC 4180: quotes around cells with commas, quotes or line ends; quotes inside doubled. */
    static Table commaSeparated() {
        return new Table(CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get());
    }

    /** IANA text/tab-separated-values: a quote is a quote, a cell has neither tab nor line end. */
    static Table tabSeparated() {
        return new Table(
                CSVFormat.TDF
                        .builder()
                        .setQuote(null)
                        .setIgnoreSurroundingSpaces(false)
                        .setIgnoreEmptyLines(false)
                        .get());
    }

    /**
     * Hands every row to {@code handler}.
     *
     * @throws InputException if quotes do not match or the file is no UTF-8, naming the line
     */
    void read(Path file, RowHandler handler) {
        String text = TextFile.read(file);
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            Iterator<CSVRecord> records = parser.iterator();
            long line = 1;
            while (hasNext(records, new Place(file, line))) {
                List<String> cells = records.next().toList();
                if (!(cells.size() == 1 && cells.get(0).isBlank())) {
                    handler.row(new Place(file, line), cells);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e, e);
        }
    }

    private static boolean hasNext(Iterator<CSVRecord> records, Place place) {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            throw new InputException(
                    place
                            + ": quotes do not match in the row that starts here; put cells in"
                            + " quotes whole and double the quotes inside them",
                    e);
        }
    }
}
