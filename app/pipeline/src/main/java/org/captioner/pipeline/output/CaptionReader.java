package org.captioner.pipeline.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.captioner.dataset.captions.CellText;
import org.captioner.dataset.captions.Delimiter;
import org.captioner.dataset.captions.Table;
import org.captioner.dataset.captions.UnfinishedRowException;
import org.captioner.pipeline.photo.FileVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads back the captions that an earlier run wrote and a person may have edited, in a spreadsheet
 * for instance: columns may be missing or added, lines may end in CR LF.
 */
final class CaptionReader {
    /** A row that was cut short does not go over more lines than this. */
    private static final int CUT_LINES = 3;

    private static final List<Delimiter> DELIMITERS =
            List.of(Delimiter.COMMA, Delimiter.SEMICOLON, Delimiter.TAB);

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

    /**
     * Reads a table; rows of photos that failed are left out, and a last row that was cut short.
     *
     * @param text without a byte-order mark
     */
    List<StoredCaption> table(String text) {
        List<List<String>> rows = new ArrayList<>();
        if (text.isBlank()) {
            return List.of();
        }
        try {
            new Table(file, text, delimiter(text)).read((place, cells) -> rows.add(cells));
        } catch (UnfinishedRowException e) {
            // A row that was cut in a quoted cell: those before are whole. Quotes that do not match
            // farther up would hide all rows behind them.
            if (e.line() < text.lines().count() - CUT_LINES) {
                throw e;
            }
        }
        Columns columns = columns(rows.get(0));
        List<StoredCaption> captions = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            List<String> cells = rows.get(i);
            StoredCaption caption = caption(cells, columns);
            boolean whole =
                    i < rows.size() - 1
                            || text.endsWith("\n")
                            || isComplete(cells, caption, columns);
            if (whole && isDone(caption)) {
                captions.add(caption);
            }
        }
        return captions;
    }

    /** A photo that failed is tried again; one whose caption was left out is not. */
    private static boolean isDone(StoredCaption row) {
        return !row.text().isEmpty() || row.isWithheld();
    }

    /** Ours, or that of a spreadsheet where the comma is the decimal mark. */
    private Delimiter delimiter(String text) {
        String header = text.lines().findFirst().orElse("");
        return DELIMITERS.stream()
                .filter(delimiter -> isHeader(header, delimiter))
                .findFirst()
                .orElseThrow(
                        () ->
                                RowFormat.foreign(
                                        file, 1, "the header names no columns image and caption"));
    }

    private boolean isHeader(String line, Delimiter delimiter) {
        List<String> names = new ArrayList<>();
        new Table(file, line, delimiter).read((place, cells) -> names.addAll(cells));
        Set<String> ours = columns(names).ours().keySet();
        return ours.containsAll(Set.of(CsvFormat.IMAGE, CsvFormat.CAPTION));
    }

    /** Whether a last row without a line end is a spreadsheet's, rather than ours cut short. */
    private static boolean isComplete(List<String> cells, StoredCaption row, Columns columns) {
        boolean stated = !cell(cells, columns.ours().get(CsvFormat.BYTES)).isEmpty();
        return cells.size() >= columns.count() && (row.version().isPresent() || !stated);
    }

    /** How many columns there are, where ours are, and the names and places of the others. */
    private record Columns(int count, Map<String, Integer> ours, Map<String, Integer> others) {}

    private static Columns columns(List<String> header) {
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
        return new Columns(header.size(), ours, others);
    }

    private static StoredCaption caption(List<String> cells, Columns columns) {
        Map<String, Integer> ours = columns.ours();
        String error = cell(cells, ours.get(CsvFormat.ERROR));
        String caption = CellText.plain(cell(cells, ours.get(CsvFormat.CAPTION)));
        OptionalDouble confidence = confidence(cell(cells, ours.get(CsvFormat.CONFIDENCE)));
        // Where a caption was left out, a person may have written one; its confidence is unknown.
        String text = error.isEmpty() || confidence.isPresent() ? caption : "";
        Map<String, String> others = new LinkedHashMap<>();
        columns.others()
                .forEach((name, column) -> others.put(name, CellText.plain(cell(cells, column))));
        return new StoredCaption(
                CellText.plain(cell(cells, ours.get(CsvFormat.IMAGE))),
                text,
                OptionalDouble.empty(),
                text.isEmpty() || error.isEmpty() ? confidence : OptionalDouble.empty(),
                text.isEmpty() ? error : "",
                version(
                        cell(cells, ours.get(CsvFormat.BYTES)),
                        cell(cells, ours.get(CsvFormat.MODIFIED))),
                others);
    }

    /** Empty where the column or the end of the row is missing. */
    private static String cell(List<String> cells, @Nullable Integer column) {
        return column == null || column >= cells.size() ? "" : cells.get(column);
    }

    /** Empty where there is none, or a spreadsheet has changed it beyond recognition. */
    private static OptionalDouble confidence(String cell) {
        try {
            double value = Double.parseDouble(cell.replace(',', '.'));
            return value >= 0 && value <= 1 ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
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
                if (isDone(row)) {
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

    /** What a person calls error or confidence is not ours. */
    private static boolean isOurs(String name, OptionalDouble confidence) {
        return MEMBERS.contains(name)
                || (confidence.isPresent()
                        && (name.equals(JsonLinesFormat.CONFIDENCE)
                                || name.equals(JsonLinesFormat.ERROR)));
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
        OptionalDouble confidence = confidence(object.path(JsonLinesFormat.CONFIDENCE).asText(""));
        String caption = object.path(JsonLinesFormat.CAPTION).asText("");
        String error = object.path(JsonLinesFormat.ERROR).asText("");
        Map<String, String> others = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!isOurs(member.getKey(), confidence)) {
                others.put(member.getKey(), member.getValue().toString());
            }
        }
        JsonNode probability = object.path(JsonLinesFormat.LOG_PROBABILITY);
        return new StoredCaption(
                object.get(JsonLinesFormat.IMAGE).asText(),
                caption,
                probability.isNumber()
                        ? OptionalDouble.of(probability.asDouble())
                        : OptionalDouble.empty(),
                caption.isEmpty() || error.isEmpty() ? confidence : OptionalDouble.empty(),
                caption.isEmpty() ? error : "",
                version(
                        object.path(JsonLinesFormat.BYTES).asText(""),
                        object.path(JsonLinesFormat.MODIFIED).asText("")),
                others);
    }
}
