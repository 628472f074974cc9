package org.captioner.eval.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    private TableCaptions() {}

    /** Whether a line is the header of a table that {@link #read} understands. */
    static boolean isHeader(String line, char delimiter) {
        List<String> columns =
                List.of(line.toLowerCase(Locale.ROOT).split(String.valueOf(delimiter), -1));
        return columns.contains(CAPTION_COLUMN) && ID_COLUMNS.stream().anyMatch(columns::contains);
    }

    static void read(Path file, char delimiter, CaptionFile.Sink sink) throws IOException {
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(delimiter)
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setIgnoreHeaderCase(true)
                        .setIgnoreEmptyLines(true)
                        .get();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, format)) {
            List<String> header = parser.getHeaderNames();
            String idColumn = column(header, ID_COLUMNS, file);
            String captionColumn = column(header, List.of(CAPTION_COLUMN), file);
            for (CSVRecord row : parser) {
                if (row.size() != header.size()) {
                    throw new InputException(
                            file
                                    + " line "
                                    + parser.getCurrentLineNumber()
                                    + ": expected "
                                    + header.size()
                                    + " columns, found "
                                    + row.size()
                                    + "; quote captions that contain the delimiter");
                }
                sink.accept(row.get(idColumn), row.get(captionColumn));
            }
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
