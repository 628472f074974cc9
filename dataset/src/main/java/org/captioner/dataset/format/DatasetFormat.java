package org.captioner.dataset.format;

import org.captioner.dataset.InputException;
import org.captioner.dataset.NearestNames;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A file layout that {@link DatasetReaders} knows; see {@link #all()}.
 *
 * @param label the lower-case name that {@code --data-format} takes and reports print
 * @param description of its files, one line for help and messages
 */
public record DatasetFormat(String label, String description) {
    /** Every layout, in the order in which they are looked for. */
    public static List<DatasetFormat> all() {
        return DatasetReaders.all().stream().map(DatasetFormat::of).toList();
    }

    /** The names of all layouts, as help lists them. */
    public static List<String> labels() {
        return all().stream().map(DatasetFormat::label).toList();
    }

    /**
     * The format of a label, in any case.
     *
     * @throws InputException if there is none of that name; the message lists those there are
     */
    public static DatasetFormat parse(String label) {
        return all().stream()
                .filter(format -> format.label().equalsIgnoreCase(label.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "unknown dataset format '"
                                                + label
                                                + "'; use one of "
                                                + String.join(", ", labels())
                                                + NearestNames.suggestion(label, labels())));
    }

    static DatasetFormat of(DatasetReader reader) {
        return new DatasetFormat(reader.name(), reader.description());
    }

    /** What was looked for, by format, as the message about an unknown dataset has it. */
    static String descriptions() {
        return all().stream()
                .map(format -> format.description() + " (" + format.label() + ")")
                .collect(Collectors.joining(", "));
    }
}
