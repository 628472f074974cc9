package org.captioner.cli.command;

import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.InputException;
import org.captioner.dataset.format.DatasetFormat;
import org.captioner.dataset.format.DatasetReaders;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.dataset.format.ReadOptions;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The options for how to read a dataset. */
@OptionSection(OptionSection.DATASET)
final class DatasetMixin {
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

    // Without a default of the parser, because it is refused where it is given in vain.
    @FormerNames("--seed")
    @Option(
            names = "--split-seed",
            paramLabel = "N",
            description =
                    "Seed of the split that is made, by image, where the files state none (1).")
    private @Nullable Long splitSeed;

    /** A dataset to train on or to score against. */
    CaptionDataset read(Path location, ImageCheck check) {
        return checked(DatasetReaders.read(location, options().withImageCheck(check)));
    }

    /** A dataset with its errors as problems. */
    CaptionDataset inspect(Path location) {
        return checked(DatasetReaders.inspect(location, options()));
    }

    private CaptionDataset checked(CaptionDataset dataset) {
        if (splitSeed != null && !isSplitBySeed(dataset)) {
            throw new InputException(
                    "--split-seed has no effect on "
                            + dataset.name()
                            + ", whose files state the splits; leave it out");
        }
        return dataset;
    }

    /** Whether the split was made here. */
    static boolean isSplitBySeed(CaptionDataset dataset) {
        return dataset.problems().stream().anyMatch(each -> each.kind() == Kind.SEEDED_SPLIT);
    }

    /** The seed of a split that is made. */
    long splitSeed() {
        return splitSeed == null ? ReadOptions.defaults().seed() : splitSeed;
    }

    private ReadOptions options() {
        ReadOptions options = ReadOptions.defaults().withSeed(splitSeed());
        if (format != null) {
            options = options.withFormat(format);
        }
        return images == null ? options : options.withImages(images);
    }
}
