package org.captioner.dataset.format;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * How to read a dataset.
 *
 * <pre>{@code
 * ReadOptions options = ReadOptions.defaults().withFormat(DatasetFormat.parse("kaggle")).withSeed(7);
 * }</pre>
 *
 * @param format the file layout; detected where empty
 * @param images the folder of the pictures; found by its usual names where empty
 * @param seed for the split that is made where the files state none
 * @param shares of that split
 * @param imageCheck how closely to check the pictures
 */
public record ReadOptions(
        Optional<DatasetFormat> format,
        Optional<Path> images,
        long seed,
        SplitShares shares,
        ImageCheck imageCheck) {
    private static final ReadOptions DEFAULTS =
            new ReadOptions(
                    Optional.empty(),
                    Optional.empty(),
                    1,
                    SplitShares.EIGHTHS,
                    ImageCheck.EXISTENCE);

    public ReadOptions {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(images, "images");
        Objects.requireNonNull(shares, "shares");
        Objects.requireNonNull(imageCheck, "imageCheck");
    }

    /** Detected format, seed 1, {@link SplitShares#EIGHTHS}, pictures must exist. */
    public static ReadOptions defaults() {
        return DEFAULTS;
    }

    public ReadOptions withFormat(DatasetFormat chosen) {
        return new ReadOptions(Optional.of(chosen), images, seed, shares, imageCheck);
    }

    public ReadOptions withImages(Path folder) {
        return new ReadOptions(format, Optional.of(folder), seed, shares, imageCheck);
    }

    public ReadOptions withSeed(long chosen) {
        return new ReadOptions(format, images, chosen, shares, imageCheck);
    }

    public ReadOptions withShares(SplitShares chosen) {
        return new ReadOptions(format, images, seed, chosen, imageCheck);
    }

    public ReadOptions withImageCheck(ImageCheck chosen) {
        return new ReadOptions(format, images, seed, shares, chosen);
    }
}
