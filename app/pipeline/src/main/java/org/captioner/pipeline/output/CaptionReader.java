package org.captioner.pipeline.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.captioner.dataset.InputException;

/** Reads back the captions that an earlier run wrote; a row that was cut short is left out. */
final class CaptionReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CaptionReader() {}

    static List<CaptionRow.Captioned> read(Path file, CaptionFormat format) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InputException(
                    "cannot read "
                            + file
                            + " to resume it ("
                            + e.getMessage()
                            + "); say --overwrite to start anew",
                    e);
        }
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return format == CaptionFormat.CSV ? commas(file, whole) : objects(file, whole);
    }

    private static List<CaptionRow.Captioned> commas(Path file, String text) {
        String header = CaptionFormat.CSV.header();
        if (!text.isEmpty() && !text.startsWith(header)) {
            throw notOurs(file, 1, "the header is not " + header.strip());
        }
        List<CaptionRow.Captioned> rows = new ArrayList<>();
        try (CSVParser parser =
                CSVParser.parse(
                        text.substring(Math.min(text.length(), header.length())),
                        CSVFormat.RFC4180)) {
            for (CSVRecord record : parser) {
                if (record.size() != 3) {
                    throw notOurs(
                            file,
                            parser.getCurrentLineNumber() + 1,
                            record.size() + " columns instead of 3");
                }
                if (record.get(2).isEmpty()) {
                    rows.add(new CaptionRow.Captioned(record.get(0), record.get(1), Double.NaN));
                }
            }
        } catch (UncheckedIOException | IOException e) {
            // A quoted name with a line end in it was cut in the middle: the rows before are whole.
            return rows;
        }
        return rows;
    }

    private static List<CaptionRow.Captioned> objects(Path file, String text) {
        List<CaptionRow.Captioned> rows = new ArrayList<>();
        int line = 0;
        for (String object : text.lines().toList()) {
            line++;
            try {
                JsonNode row = JSON.readTree(object);
                if (!row.path("image").isTextual()) {
                    throw notOurs(file, line, "no \"image\"");
                }
                if (row.path("caption").isTextual()) {
                    rows.add(
                            new CaptionRow.Captioned(
                                    row.get("image").asText(),
                                    row.get("caption").asText(),
                                    row.path("log_probability").asDouble(Double.NaN)));
                }
            } catch (JsonProcessingException e) {
                throw notOurs(file, line, "not a JSON object");
            }
        }
        return rows;
    }

    private static InputException notOurs(Path file, long line, String what) {
        return new InputException(
                file
                        + " line "
                        + line
                        + ": "
                        + what
                        + ", so it was not written by this command; choose another --output");
    }
}
