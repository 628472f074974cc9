package org.captioner.cli.command;

import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.format.ImageCheck;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The options for a dataset and how to read it. */
final class DataOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "PATH",
            description = "The dataset: its folder, or its file of captions.")
    private Path location;

    @Mixin private DatasetMixin layout;

    CaptionDataset read(ImageCheck check) {
        return layout.read(location, check);
    }

    /** The seed of a split that is made where the files state none. */
    long splitSeed() {
        return layout.splitSeed();
    }
}
