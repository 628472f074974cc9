package org.captioner.eval.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Predictions as comma-separated columns with a header. */
final class CsvPredictions {
    private static final List<String> ID_COLUMNS = List.of("image", "image_id");

    private CsvPredictions() {}

    static void read(String text, PredictionDraft draft) {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setTrim(false).get();
        try (CSVParser parser = CSVParser.parse(text, format)) {
            List<String> header = parser.getHeaderNames();
            Optional<String> id = ID_COLUMNS.stream().filter(header::contains).findFirst();
            if (id.isEmpty() || !header.contains("caption")) {
                throw draft.error(
                        "line 1",
                        "the columns are "
                                + String.join(",", header)
                                + "; a file of predictions needs image and caption");
            }
            long line = parser.getCurrentLineNumber() + 1;
            for (CSVRecord row : parser) {
                add(row, id.get(), "line " + line, draft);
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (IllegalArgumentException e) {
            throw draft.error("line 1", "the header cannot be used, " + e.getMessage());
        } catch (UncheckedIOException | IOException e) {
            throw draft.error("", "quotes do not match, " + e.getMessage());
        }
    }

    static String format(List<Prediction> predictions) {
        StringBuilder text = new StringBuilder("image,caption\n");
        for (Prediction prediction : predictions) {
            text.append(CSVFormat.RFC4180.format(prediction.imageId(), prediction.caption()));
            text.append('\n');
        }
        return text.toString();
    }

    private static void add(CSVRecord row, String id, String place, PredictionDraft draft) {
        if (!row.isConsistent()) {
            throw draft.error(
                    place,
                    "expected "
                            + row.getParser().getHeaderNames().size()
                            + " columns, found "
                            + row.size()
                            + "; quote captions that contain commas");
        }
        if (row.isMapped("error") && !row.get("error").isEmpty()) {
            draft.addFailed(place, row.get(id));
        } else {
            draft.add(place, row.get(id), row.get("caption"));
        }
    }
}
