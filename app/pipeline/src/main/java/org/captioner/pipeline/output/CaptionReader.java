package org.captioner.pipeline.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.captioner.pipeline.photo.FileVersion;

/**
 * Reads back the captions that an earlier run wrote and a person may have edited, in a spreadsheet
 * for instance: columns may be missing or added, lines may end in CR LF.
 */
final class CaptionReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS =
            Set.of(
                    JsonLinesFormat.IMAGE,
                    JsonLinesFormat.CAPTION,
                    JsonLinesFormat.LOG_PROBABILITY,
                    JsonLinesFormat.BYTES,
                    JsonLinesFormat.MODIFIED);

    private final Path file;

    /**
     * @param file what errors name
     */
    CaptionReader(Path file) {
        this.file = file;
    }

    List<StoredCaption> commas(String text) {
        List<StoredCaption> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext()) {
                return rows;
            }
            Columns columns = columns(records.next());
            boolean more = records.hasNext();
            while (more) {
                CSVRecord record = records.next();
                boolean last;
                try {
                    more = records.hasNext();
                    last = !more;
                } catch (UncheckedIOException e) {
                    // The row behind this one was cut in the middle of a quoted cell.
                    more = false;
                    last = false;
                }
                StoredCaption row = row(record, columns);
                boolean whole = !last || text.endsWith("\n") || isComplete(record, row, columns);
                if (whole && !row.text().isEmpty()) {
                    rows.add(row);
                }
            }
        } catch (UncheckedIOException | IOException e) {
            // No whole row at all.
            return rows;
        }
        return rows;
    }

    /** Whether a last row without a line end is a spreadsheet's, rather than ours cut short. */
    private static boolean isComplete(CSVRecord record, StoredCaption row, Columns columns) {
        boolean stated = !cell(record, columns.ours().get(CsvFormat.BYTES)).isEmpty();
        return record.size() >= columns.count() && (row.version().isPresent() || !stated);
    }

    /** How many columns there are, where ours are, and the names and places of the others. */
    private record Columns(int count, Map<String, Integer> ours, Map<String, Integer> others) {}

    private Columns columns(CSVRecord header) {
        Map<String, Integer> ours = new HashMap<>();
        Map<String, Integer> others = new LinkedHashMap<>();
        for (int column = 0; column < header.size(); column++) {
            String name = header.get(column).strip();
            String lower = name.toLowerCase(Locale.ROOT);
            if (CsvFormat.COLUMNS.contains(lower)) {
                ours.putIfAbsent(lower, column);
            } else if (!name.isEmpty()) {
                others.putIfAbsent(name, column);
            }
        }
        if (!ours.keySet().containsAll(Set.of(CsvFormat.IMAGE, CsvFormat.CAPTION))) {
            String line = header.get(0);
            if (line.contains(";") || line.contains("\t")) {
                throw RowFormat.foreign(
                        file, 1, "columns are not separated by commas; save it as CSV with commas");
            }
            throw RowFormat.foreign(file, 1, "the header names no columns image and caption");
        }
        return new Columns(header.size(), ours, others);
    }

    private StoredCaption row(CSVRecord record, Columns columns) {
        String error = cell(record, columns.ours().get(CsvFormat.ERROR));
        String caption = CsvFormat.plain(cell(record, columns.ours().get(CsvFormat.CAPTION)));
        Map<String, String> others = new LinkedHashMap<>();
        columns.others().forEach((name, column) -> others.put(name, cell(record, column)));
        return new StoredCaption(
                CsvFormat.plain(cell(record, columns.ours().get(CsvFormat.IMAGE))),
                error.isEmpty() ? caption : "",
                OptionalDouble.empty(),
                version(
                        cell(record, columns.ours().get(CsvFormat.BYTES)),
                        cell(record, columns.ours().get(CsvFormat.MODIFIED))),
                others);
    }

    /** Empty where the column or the end of the row is missing. */
    private static String cell(CSVRecord record, Integer column) {
        return column == null || column >= record.size() ? "" : record.get(column);
    }

    /** Empty where a spreadsheet has changed them beyond recognition. */
    private static Optional<FileVersion> version(String bytes, String modified) {
        try {
            return Optional.of(new FileVersion(Long.parseLong(bytes), Instant.parse(modified)));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    List<StoredCaption> objects(String text) {
        List<StoredCaption> rows = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int line = 1; line <= lines.size(); line++) {
            String object = lines.get(line - 1);
            boolean cut = line == lines.size() && !text.endsWith("\n") && !isObject(object);
            if (!object.isBlank() && !cut) {
                StoredCaption row = row(object, line);
                if (!row.text().isEmpty()) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static boolean isObject(String text) {
        try {
            return JSON.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private StoredCaption row(String text, int line) {
        JsonNode object;
        try {
            object = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw RowFormat.foreign(file, line, "not a JSON object");
        }
        if (!object.path(JsonLinesFormat.IMAGE).isTextual()) {
            throw RowFormat.foreign(file, line, "no \"image\"");
        }
        Map<String, String> others = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                others.put(member.getKey(), member.getValue().toString());
            }
        }
        JsonNode probability = object.path(JsonLinesFormat.LOG_PROBABILITY);
        return new StoredCaption(
                object.get(JsonLinesFormat.IMAGE).asText(),
                object.path(JsonLinesFormat.CAPTION).asText(""),
                probability.isNumber()
                        ? OptionalDouble.of(probability.asDouble())
                        : OptionalDouble.empty(),
                version(
                        object.path(JsonLinesFormat.BYTES).asText(""),
                        object.path(JsonLinesFormat.MODIFIED).asText("")),
                others);
    }
}
