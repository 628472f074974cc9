package org.captioner.dataset.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.captioner.dataset.InputException;

/**
 * A table with a header: columns {@code image} and {@code caption}, one row per caption, and
 * optionally {@code split}. Without a split column the split is seeded. Image names are relative to
 * the image folder, or to the table's own.
 */
final class TableReader implements DatasetReader {
    private static final String IMAGE = "image";
    private static final String CAPTION = "caption";
    private static final String SPLIT = "split";

    private final String extension;
    private final Table table;
    private final String remedy;

    private TableReader(String extension, Table table, String remedy) {
        this.extension = extension;
        this.table = table;
        this.remedy = remedy;
    }

    static TableReader commaSeparated() {
        return new TableReader(
                ".csv", Table.commaSeparated(), "quote captions that contain commas");
    }

    static TableReader tabSeparated() {
        return new TableReader(
                ".tsv", Table.tabSeparated(), "separate cells by one tab, none in a caption");
    }

    @Override
    public void read(Path location, DatasetDraft draft) {
        Path file = file(location);
        Rows rows = new Rows(ImageFolder.of(location, draft.options()), draft);
        table.read(file, rows);
        if (rows.columns == null) {
            throw Place.of(file).error("the file is empty; its first line names the columns");
        }
    }

    private Path file(Path location) {
        if (Files.isRegularFile(location)) {
            return location;
        }
        List<Path> files = DatasetFiles.find(location, name -> name.endsWith(extension));
        if (files.size() == 1) {
            return files.get(0);
        }
        throw new InputException(
                location
                        + (files.isEmpty()
                                ? ": no " + extension + " file in it or one folder below"
                                : ": several tables, " + files + "; name the one to read"));
    }

    private final class Rows implements Table.RowHandler {
        private final ImageFolder images;
        private final DatasetDraft draft;
        private List<String> columns;

        Rows(ImageFolder images, DatasetDraft draft) {
            this.images = images;
            this.draft = draft;
        }

        @Override
        public void row(Place place, List<String> cells) {
            if (columns == null) {
                columns = header(place, cells);
            } else {
                add(place, cells);
            }
        }

        private void add(Place place, List<String> cells) {
            if (cells.size() != columns.size()) {
                throw place.error(
                        "expected "
                                + columns.size()
                                + " columns, found "
                                + cells.size()
                                + "; "
                                + remedy);
            }
            String id = cells.get(columns.indexOf(IMAGE)).strip();
            if (id.isEmpty()) {
                throw place.error("the image column is empty; name the picture's file");
            }
            draft.image(id, images.resolve(id, place), place);
            int split = columns.indexOf(SPLIT);
            if (split >= 0) {
                draft.assign(id, place.split(cells.get(split)), place);
            }
            draft.caption(id, cells.get(columns.indexOf(CAPTION)), place);
        }
    }

    private static List<String> header(Place place, List<String> cells) {
        List<String> columns = new ArrayList<>();
        for (String cell : cells) {
            String column = cell.strip().toLowerCase(Locale.ROOT);
            if (!List.of(IMAGE, CAPTION, SPLIT).contains(column)) {
                throw place.error(
                        "unknown column '"
                                + Excerpt.of(cell)
                                + "'; the first line must name the columns image, caption and, if"
                                + " there is one, split"
                                + hint(cells));
            }
            if (columns.contains(column)) {
                throw place.error("column '" + column + "' is there twice; remove one");
            }
            columns.add(column);
        }
        for (String needed : List.of(IMAGE, CAPTION)) {
            if (!columns.contains(needed)) {
                throw place.error("column '" + needed + "' is missing; add it to the first line");
            }
        }
        return columns;
    }

    private static String hint(List<String> cells) {
        String header = cells.get(0).strip().toLowerCase(Locale.ROOT);
        if (cells.size() == 1
                && header.matches("(image|caption|split)( +(image|caption|split))+")) {
            return "; the tabs were turned into spaces, take the original file";
        }
        return cells.size() == 1 ? "; check the separator" : "";
    }
}
