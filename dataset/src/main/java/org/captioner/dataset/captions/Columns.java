package org.captioner.dataset.captions;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.captioner.dataset.Excerpt;
import org.captioner.dataset.Place;

/**
 * Which column of a table holds what; columns of other names are left alone.
 *
 * @param count of all columns
 * @param image index of the image's id
 * @param file index of the picture's name where that is another column; -1 for none
 * @param caption index of the caption
 * @param split index of the split; -1 for none
 * @param error index of the reason why an image has no caption; -1 for none
 * @param logProbability index of the caption's log probability; -1 for none
 */
record Columns(
        int count, int image, int file, int caption, int split, int error, int logProbability) {
    private static final String IMAGE_ID = "image_id";

    private Optional<String> cell(List<String> cells, int index) {
        return index < 0 ? Optional.empty() : Optional.of(cells.get(index));
    }

    /** Whether a first row names the columns that are needed. */
    static boolean isHeader(List<String> cells) {
        List<String> names = names(cells);
        return index(names, Names.images()) >= 0 && index(names, Names.CAPTIONS) >= 0;
    }

    /**
     * The columns that a first row names.
     *
     * @throws org.captioner.dataset.InputException if one that is needed is missing or there twice
     */
    static Columns of(Place place, List<String> cells) {
        List<String> names = names(cells);
        int image = index(names, Names.images());
        int caption = index(names, Names.CAPTIONS);
        if (image < 0 || caption < 0) {
            throw place.error(
                    "no column for the "
                            + (image < 0 ? "image" : "caption")
                            + " in the header '"
                            + Excerpt.of(String.join(",", cells))
                            + "'; the first line must name one of "
                            + String.join(", ", image < 0 ? Names.images() : Names.CAPTIONS)
                            + hint(cells));
        }
        for (int needed : new int[] {image, caption}) {
            if (names.indexOf(names.get(needed)) != names.lastIndexOf(names.get(needed))) {
                throw place.error("column '" + names.get(needed) + "' is there twice; remove one");
            }
        }
        int file = names.get(image).equals(IMAGE_ID) ? index(names, Names.FILES) : -1;
        return new Columns(
                cells.size(),
                image,
                file,
                caption,
                names.indexOf(Names.SPLIT),
                names.indexOf(Names.ERROR),
                names.indexOf(Names.LOG_PROBABILITY));
    }

    /**
     * What a row of these columns tells.
     *
     * @param cells as many as there are columns
     */
    CaptionEntry entry(Place place, List<String> cells) {
        String id = CellText.plain(cells.get(image));
        if (id.isBlank()) {
            throw place.error("the image column is empty; name the picture's file");
        }
        Optional<String> failure =
                cell(cells, error).map(CellText::plain).filter(text -> !text.isBlank());
        return new CaptionEntry(
                place,
                id,
                cell(cells, file).map(String::strip).filter(name -> !name.isEmpty()),
                failure.isPresent() ? List.of() : List.of(CellText.plain(cells.get(caption))),
                cell(cells, split).filter(name -> !name.isBlank()).map(place::split),
                failure,
                cell(cells, logProbability).map(Columns::number).orElse(OptionalDouble.empty()));
    }

    private static OptionalDouble number(String cell) {
        try {
            return OptionalDouble.of(Double.parseDouble(cell.strip()));
        } catch (NumberFormatException e) {
            // A spreadsheet may have written it in its own way; captions are what matters.
            return OptionalDouble.empty();
        }
    }

    private static List<String> names(List<String> cells) {
        return cells.stream().map(cell -> cell.strip().toLowerCase(Locale.ROOT)).toList();
    }

    private static int index(List<String> names, List<String> wanted) {
        return wanted.stream().mapToInt(names::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
    }

    private static String hint(List<String> cells) {
        if (cells.size() > 1) {
            return "";
        }
        boolean spaces =
                Stream.of(cells.get(0).strip().split(" +", -1))
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .anyMatch(Names.CAPTIONS::contains);
        return spaces
                ? "; the tabs were turned into spaces, so save the table again with tabs or commas"
                : "; separate columns by commas, semicolons or tabs";
    }
}
