package org.captioner.dataset.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;

/** Tells a dataset's format by the names of its files, for a JSON file also by its fields. */
final class FormatDetector {
    private FormatDetector() {}

    /**
     * The one format that fits.
     *
     * @throws InputException if none fits, or several do; the message says how to choose
     */
    static DatasetFormat detect(Path location) {
        Set<DatasetFormat> formats =
                Files.isDirectory(location) ? ofFolder(location) : Set.of(ofFile(location));
        if (formats.isEmpty()) {
            throw new InputException(
                    location
                            + ": found no dataset; looked here and one folder below for"
                            + " *.token.txt (flickr8k), captions.txt (kaggle), dataset*.json"
                            + " (karpathy), captions_train*.json (coco), *.csv and *.tsv");
        }
        if (formats.size() > 1) {
            throw new InputException(
                    location
                            + ": could be "
                            + formats.stream()
                                    .map(DatasetFormat::label)
                                    .collect(Collectors.joining(" or "))
                            + "; choose with --format");
        }
        return formats.iterator().next();
    }

    private static Set<DatasetFormat> ofFolder(Path folder) {
        Set<DatasetFormat> formats = EnumSet.noneOf(DatasetFormat.class);
        addIf(formats, DatasetFormat.FLICKR8K, folder, FlickrReader::isCaptionFile);
        addIf(formats, DatasetFormat.KAGGLE, folder, KaggleReader.CAPTION_FILE::equals);
        addIf(formats, DatasetFormat.KARPATHY, folder, KarpathyReader::isDatasetFile);
        addIf(formats, DatasetFormat.COCO, folder, CocoReader::isCaptionFile);
        if (formats.isEmpty()) {
            addIf(formats, DatasetFormat.CSV, folder, name -> name.endsWith(".csv"));
            addIf(formats, DatasetFormat.TSV, folder, name -> name.endsWith(".tsv"));
        }
        return formats;
    }

    private static void addIf(
            Set<DatasetFormat> formats,
            DatasetFormat format,
            Path folder,
            Predicate<String> fileName) {
        if (!DatasetFiles.find(folder, fileName).isEmpty()) {
            formats.add(format);
        }
    }

    private static DatasetFormat ofFile(Path file) {
        String name = DatasetFiles.lowerCaseName(file);
        if (FlickrReader.isCaptionFile(name)) {
            return DatasetFormat.FLICKR8K;
        }
        if (name.equals(KaggleReader.CAPTION_FILE)) {
            return DatasetFormat.KAGGLE;
        }
        if (name.endsWith(".csv")) {
            return DatasetFormat.CSV;
        }
        if (name.endsWith(".tsv")) {
            return DatasetFormat.TSV;
        }
        if (name.endsWith(".json")) {
            return ofJson(file);
        }
        throw new InputException(
                file + ": the name does not tell the dataset's format; choose with --format");
    }

    // Only COCO keeps captions in a list of their own.
    private static DatasetFormat ofJson(Path file) {
        boolean[] annotations = {false};
        JsonCursor.read(
                file,
                json ->
                        json.object(
                                "a dataset",
                                field -> {
                                    annotations[0] |= field.equals("annotations");
                                    json.skip();
                                }));
        return annotations[0] ? DatasetFormat.COCO : DatasetFormat.KARPATHY;
    }
}
