package org.captioner.pipeline.output;

import org.captioner.dataset.InputException;
import org.captioner.dataset.NearestNames;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The registry of formats: one line each. */
public final class CaptionFormats {
    private static final List<CaptionFormat> ALL = List.of(new CsvFormat(), new JsonLinesFormat());

    private CaptionFormats() {}

    /** All formats, the default first. */
    public static List<CaptionFormat> all() {
        return ALL;
    }

    /** The names of those that hold more than a caption and an error for a photo. */
    public static List<String> namesWithDetails() {
        return ALL.stream().filter(CaptionFormat::holdsDetails).map(CaptionFormat::name).toList();
    }

    /**
     * The format of a name, in any case.
     *
     * @throws InputException if there is none
     */
    public static CaptionFormat named(String name) {
        return ALL.stream()
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "unknown format '"
                                                + name
                                                + "'; use "
                                                + names(" or ")
                                                + NearestNames.suggestion(
                                                        name,
                                                        ALL.stream()
                                                                .map(CaptionFormat::name)
                                                                .toList())));
    }

    /**
     * The format that an output's ending names, in any case.
     *
     * @throws InputException if it names none
     */
    public static CaptionFormat ofFile(Path output) {
        String name = String.valueOf(output.getFileName()).toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(format -> format.endings().stream().anyMatch(name::endsWith))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "output "
                                                + output
                                                + " does not end in "
                                                + endings()
                                                + "; rename it or choose the format with"
                                                + " --output-format "
                                                + names(" or --output-format ")));
    }

    private static String names(String separator) {
        return ALL.stream().map(CaptionFormat::name).collect(Collectors.joining(separator));
    }

    private static String endings() {
        return ALL.stream()
                .map(format -> format.endings().get(0))
                .collect(Collectors.joining(" or "));
    }
}
