package org.captioner.cli.command;

import java.nio.file.Path;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.format.DatasetFormat;
import org.captioner.dataset.format.DatasetReaders;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.dataset.format.ReadOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for a dataset and how to read it. */
@OptionSection(OptionSection.DATASET)
final class DataOptions {
    @OptionSection(OptionSection.USUAL)
    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "The dataset: its folder, or its file of captions.")
    private Path location;

    @FormerNames("--format")
    @Option(
            names = "--data-format",
            paramLabel = "FORMAT",
            completionCandidates = DatasetFormatNames.class,
            converter = DatasetFormatNames.class,
            description =
                    "How the dataset is laid out: ${COMPLETION-CANDIDATES}; detected without"
                            + " this.")
    private @Nullable DatasetFormat format;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "The folder of the pictures, where it is not found by its usual name.")
    private @Nullable Path images;

    @Option(
            names = "--split-seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Seed of the split that is made, by image, where the files state none"
                            + " (${DEFAULT-VALUE}).")
    private long splitSeed;

    CaptionDataset read(ImageCheck check) {
        ReadOptions options = ReadOptions.defaults().withSeed(splitSeed).withImageCheck(check);
        if (format != null) {
            options = options.withFormat(format);
        }
        if (images != null) {
            options = options.withImages(images);
        }
        return DatasetReaders.read(location, options);
    }
}
