package org.captioner.pipeline.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.DatasetFormat;
import org.captioner.dataset.format.DatasetReaders;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.dataset.format.ReadOptions;
import org.captioner.eval.file.CaptionFile;
import org.captioner.eval.file.CaptionSet;

/**
 * Captions by image id, from a dataset or from a file of captions alone.
 *
 * @param format forces a dataset reader; empty to take folders for datasets and files for captions
 */
public record CaptionSources(Optional<DatasetFormat> format) {
    /** The captions of one split of a dataset, or of a file, where it states splits. */
    public CaptionSet split(Path location, Split split) {
        if (!isDataset(location)) {
            return CaptionFile.readSplit(location, split);
        }
        CaptionDataset dataset = read(location);
        CaptionSet captions = captions(dataset.split(split));
        if (captions.captions().isEmpty()) {
            throw new InputException(
                    location + ": no image in split " + split.label() + "; name another --split");
        }
        return captions;
    }

    /** All captions of a dataset or file. */
    public CaptionSet all(Path location) {
        return isDataset(location)
                ? captions(read(location).images())
                : CaptionFile.readAll(location);
    }

    private boolean isDataset(Path location) {
        return format.isPresent() || Files.isDirectory(location);
    }

    private CaptionDataset read(Path location) {
        ReadOptions options = ReadOptions.defaults().withImageCheck(ImageCheck.NONE);
        return DatasetReaders.read(location, format.map(options::withFormat).orElse(options));
    }

    private static CaptionSet captions(List<CaptionedImage> images) {
        Map<String, List<String>> captions = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        for (CaptionedImage image : images) {
            if (!image.captions().isEmpty()) {
                captions.put(image.id(), image.captions());
            }
            files.put(image.id(), image.file().getFileName().toString());
        }
        return new CaptionSet(captions, files);
    }
}
