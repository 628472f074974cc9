package org.captioner.dataset.captions;

import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Place;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Rows of a delimited text with the line that each starts on; rows of blank cells are skipped.
 *
 * @param file for places
 * @param text of the file, without a byte order mark
 * @param delimiter between its cells
 */
public record Table(Path file, String text, Delimiter delimiter) {
    /** One row; called in the order of the file. */
    @FunctionalInterface
    public interface RowHandler {
        void row(Place place, List<String> cells);
    }

    /** The table in a file. */
    public static Table read(Path file, Delimiter delimiter) {
        return new Table(file, TextFile.read(file), delimiter);
    }

    /**
     * Hands every row to {@code handler}.
     *
     * @throws InputException if quotes do not match, naming the line
     */
    public void read(RowHandler handler) {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), delimiter.format())) {
            Iterator<CSVRecord> records = parser.iterator();
            long line = 1;
            while (hasNext(records, Place.line(file, line))) {
                List<String> cells = delimiter.cells(records.next().toList());
                if (!cells.stream().allMatch(String::isBlank)) {
                    handler.row(Place.line(file, line), cells);
                }
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e, e);
        }
    }

    /** The cells of the first row as this delimiter separates them; none if there is no row. */
    List<String> firstRow() {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), delimiter.format())) {
            for (CSVRecord row : parser) {
                if (!row.toList().stream().allMatch(String::isBlank)) {
                    return delimiter.cells(row.toList());
                }
            }
            return List.of();
        } catch (UncheckedIOException | IOException e) {
            // Quotes that do not match are an error once the table is read.
            return List.of();
        }
    }

    private static boolean hasNext(Iterator<CSVRecord> records, Place place) {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            throw new UnfinishedRowException(place, e);
        }
    }
}
