package org.captioner.pipeline.output;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.captioner.dataset.captions.CellText;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.photo.FileVersion;

/**
 * Columns {@code image,caption,error,confidence,bytes,modified}, RFC 4180 quoting: of caption and
 * error one is empty; confidence is empty where none is known, and stands without a caption where
 * that was left out because of it; the last two identify the content that was captioned. Columns
 * that a person added follow. A cell that a spreadsheet would take for a formula is written as
 * {@link CellText} does.
 */
final class CsvFormat extends RowFormat {
    static final String IMAGE = "image";
    static final String CAPTION = "caption";
    static final String ERROR = "error";
    static final String CONFIDENCE = "confidence";
    static final String BYTES = "bytes";
    static final String MODIFIED = "modified";
    static final List<String> COLUMNS = List.of(IMAGE, CAPTION, ERROR, CONFIDENCE, BYTES, MODIFIED);

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String description() {
        return "comma-separated columns " + String.join(",", COLUMNS);
    }

    @Override
    public List<String> endings() {
        return List.of(".csv");
    }

    @Override
    public boolean holdsDetails() {
        return false;
    }

    @Override
    Rows rows(List<StoredCaption> kept) {
        Set<String> others = new LinkedHashSet<>();
        kept.forEach(row -> others.addAll(row.others().keySet()));
        return new CsvRows(List.copyOf(others));
    }

    @Override
    List<StoredCaption> parse(Path file, String text) {
        return new CaptionReader(file).table(text);
    }

    /** Rows of one file, whose last columns are a person's. */
    private record CsvRows(List<String> others) implements Rows {
        @Override
        public String header() {
            List<String> cells = new ArrayList<>(COLUMNS);
            cells.addAll(others);
            return CellText.row(cells.toArray(String[]::new));
        }

        @Override
        public String row(StoredCaption kept) {
            List<String> last =
                    others.stream().map(name -> kept.others().getOrDefault(name, "")).toList();
            return row(
                    kept.name(),
                    kept.text(),
                    kept.error(),
                    kept.confidence(),
                    kept.version(),
                    last);
        }

        @Override
        public String row(CaptionedPhoto photo) {
            return row(
                    photo.photo().name(),
                    photo.caption().map(Caption::text).orElse(""),
                    photo.error(),
                    photo.confidence(),
                    photo.photo().version(),
                    others.stream().map(name -> "").toList());
        }

        private static String decimals(double confidence) {
            return String.format(Locale.ROOT, "%.4f", confidence);
        }

        private static String row(
                String image,
                String caption,
                String error,
                OptionalDouble confidence,
                Optional<FileVersion> version,
                List<String> last) {
            List<String> cells = new ArrayList<>();
            cells.add(image);
            cells.add(caption);
            cells.add(error);
            cells.add(confidence.isPresent() ? decimals(confidence.getAsDouble()) : "");
            cells.add(version.map(each -> Long.toString(each.bytes())).orElse(""));
            cells.add(version.map(each -> each.modified().toString()).orElse(""));
            cells.addAll(last);
            return CellText.row(cells.toArray(String[]::new));
        }
    }
}
