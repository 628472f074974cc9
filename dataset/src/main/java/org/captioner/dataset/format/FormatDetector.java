package org.captioner.dataset.format;

import org.captioner.dataset.InputException;
import org.captioner.dataset.format.DatasetReader.Precedence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the reader that recognises a dataset. */
final class FormatDetector {
    private FormatDetector() {}

    /**
     * The one reader that fits.
     *
     * @throws InputException if none fits, or several do; the message names the ways to choose
     */
    static DatasetReader detect(Path location) {
        for (Precedence precedence : Precedence.values()) {
            List<DatasetReader> fitting =
                    DatasetReaders.all().stream()
                            .filter(reader -> reader.precedence() == precedence)
                            .filter(reader -> reader.recognises(location))
                            .toList();
            if (fitting.size() > 1) {
                throw new InputException(
                        location
                                + ": could be "
                                + fitting.stream()
                                        .map(DatasetReader::name)
                                        .collect(Collectors.joining(" or "))
                                + "; choose with --data-format");
            }
            if (!fitting.isEmpty()) {
                return fitting.get(0);
            }
        }
        throw new InputException(
                location
                        + (Files.isDirectory(location)
                                ? ": found no dataset; looked here and one folder below for "
                                : ": this is no file of a dataset that can be read, which are ")
                        + DatasetFormat.descriptions());
    }
}
