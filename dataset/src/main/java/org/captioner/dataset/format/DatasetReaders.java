package org.captioner.dataset.format;

import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.DatasetProblem.Severity;
import org.captioner.dataset.InputException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The front door to datasets on disk.
 *
 * <pre>{@code
 * CaptionDataset flickr = DatasetReaders.read(Path.of("Flickr8k"), ReadOptions.defaults());
 * }</pre>
 */
public final class DatasetReaders {
    private static final List<DatasetReader> ALL =
            List.of(
                    new FlickrReader(),
                    new KaggleReader(),
                    new KarpathyReader(),
                    new CocoReader(),
                    TableReader.commaSeparated(),
                    TableReader.tabSeparated(),
                    new JsonReader(),
                    new SidecarReader());

    private DatasetReaders() {}

    /** Every reader; a new one gets a line here and nowhere else. */
    static List<DatasetReader> all() {
        return ALL;
    }

    /**
     * Reads a dataset for use: to learn from it, or to score against it. Warnings are among its
     * {@link CaptionDataset#problems()}.
     *
     * @param location a folder, or the file with the captions
     * @throws InputException if the files cannot be understood, or contain an error such as a
     *     missing picture or an image in two splits; the message names file and line
     */
    public static CaptionDataset read(Path location, ReadOptions options) {
        CaptionDataset dataset = inspect(location, options);
        List<DatasetProblem> errors =
                dataset.problems().stream()
                        .filter(problem -> problem.severity() == Severity.ERROR)
                        .toList();
        if (!errors.isEmpty()) {
            throw new InputException(
                    errors.get(0).text()
                            + (errors.size() == 1
                                    ? ""
                                    : " (and "
                                            + (errors.size() - 1)
                                            + " more errors; 'captioner inspect dataset' lists"
                                            + " them)"));
        }
        if (dataset.images().isEmpty()) {
            throw new InputException(location + ": the dataset has no captioned image");
        }
        return dataset;
    }

    /**
     * Reads a dataset to inspect it: errors that can be stepped over are problems of the result,
     * and the images they concern are left out of it.
     *
     * @throws InputException if the files cannot be understood at all
     */
    public static CaptionDataset inspect(Path location, ReadOptions options) {
        if (!Files.exists(location)) {
            throw new InputException("dataset " + location + " does not exist; check the path");
        }
        DatasetReader reader =
                options.format()
                        .map(DatasetReaders::reader)
                        .orElseGet(() -> FormatDetector.detect(location));
        DatasetDraft draft = new DatasetDraft(options);
        reader.read(location, draft);
        List<CaptionedImage> images = draft.finish(location);
        return CaptionDataset.of(name(location), reader.name(), images, draft.problems())
                .withMissing(draft.missing());
    }

    /**
     * Whether a location can be read as a dataset.
     *
     * @param location exists
     */
    public static boolean recognise(Path location) {
        return ALL.stream().anyMatch(reader -> reader.recognises(location));
    }

    private static DatasetReader reader(DatasetFormat format) {
        return ALL.stream()
                .filter(reader -> reader.name().equals(format.label()))
                .findFirst()
                .orElseThrow();
    }

    private static String name(Path location) {
        Path name = location.toAbsolutePath().normalize().getFileName();
        return name == null ? location.toString() : name.toString();
    }
}
