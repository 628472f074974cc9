package org.captioner.dataset.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.DatasetProblem.Severity;
import org.captioner.dataset.InputException;

/**
 * The front door to datasets on disk.
 *
 * <pre>{@code
 * CaptionDataset flickr = DatasetReaders.read(Path.of("Flickr8k"), ReadOptions.defaults());
 * }</pre>
 */
public final class DatasetReaders {
    private DatasetReaders() {}

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
     * Reads a dataset to look at it: errors that can be stepped over are problems of the result,
     * and the images they concern are left out of it.
     *
     * @throws InputException if the files cannot be understood at all
     */
    public static CaptionDataset inspect(Path location, ReadOptions options) {
        if (!Files.exists(location)) {
            throw new InputException("dataset " + location + " does not exist; check the path");
        }
        DatasetFormat format = options.format().orElseGet(() -> FormatDetector.detect(location));
        DatasetDraft draft = new DatasetDraft(options);
        reader(format).read(location, draft);
        List<CaptionedImage> images = draft.finish(location);
        return CaptionDataset.of(name(location), format.label(), images, draft.problems());
    }

    private static DatasetReader reader(DatasetFormat format) {
        return switch (format) {
            case FLICKR8K -> new FlickrReader();
            case KAGGLE -> new KaggleReader();
            case KARPATHY -> new KarpathyReader();
            case COCO -> new CocoReader();
            case CSV -> TableReader.commaSeparated();
            case TSV -> TableReader.tabSeparated();
        };
    }

    private static String name(Path location) {
        Path name = location.toAbsolutePath().normalize().getFileName();
        return name == null ? location.toString() : name.toString();
    }
}
