package org.captioner.eval.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.captioner.dataset.InputException;

/** Tables with a header. */
final class TableCaptions {
    private static final List<String> ID_COLUMNS = List.of("image_id", "image", "file_name", "id");
    private static final String CAPTION_COLUMN = "caption";
    private static final String ERROR_COLUMN = "error";

    private TableCaptions() {}

    /** Whether a line is the header of a table that {@link #read} understands. */
    static boolean isHeader(String line, char delimiter) {
        List<String> columns =
                List.of(line.toLowerCase(Locale.ROOT).split(String.valueOf(delimiter), -1));
        return columns.contains(CAPTION_COLUMN) && ID_COLUMNS.stream().anyMatch(columns::contains);
    }

    static void read(String text, char delimiter, Path file, CaptionSink sink) {
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(delimiter)
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setIgnoreHeaderCase(true)
                        .setIgnoreEmptyLines(true)
                        .get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<String> header = parser.getHeaderNames();
            String idColumn = column(header, ID_COLUMNS, file);
            String captionColumn = column(header, List.of(CAPTION_COLUMN), file);
            int line = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
            for (CSVRecord row : parser) {
                refuseRagged(row, header.size(), line, file);
                String id = row.get(idColumn);
                if (row.isMapped(ERROR_COLUMN) && !row.get(ERROR_COLUMN).isEmpty()) {
                    sink.failed(line, id);
                } else {
                    sink.caption(line, id, row.get(captionColumn));
                }
                line = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
            }
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    file + " line 1: the header cannot be used, " + e.getMessage(), e);
        } catch (UncheckedIOException | IOException e) {
            throw new InputException(file + ": quotes do not match, " + e.getMessage(), e);
        }
    }

    private static void refuseRagged(CSVRecord row, int columns, int line, Path file) {
        if (row.size() != columns) {
            throw new InputException(
                    file
                            + " line "
                            + line
                            + ": expected "
                            + columns
                            + " columns, found "
                            + row.size()
                            + "; quote captions that contain the delimiter");
        }
    }

    private static String column(List<String> header, List<String> names, Path file) {
        Optional<String> found =
                names.stream()
                        .flatMap(name -> header.stream().filter(name::equalsIgnoreCase))
                        .findFirst();
        return found.orElseThrow(
                () ->
                        new InputException(
                                file
                                        + " line 1: no column "
                                        + String.join(" or ", names)
                                        + " among "
                                        + String.join(", ", header)));
    }
}
