package org.captioner.dataset.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;

/** The file layouts that {@link DatasetReaders} knows. */
public enum DatasetFormat {
    /** {@code *.token.txt} with split lists beside it, as Flickr8k is distributed officially. */
    FLICKR8K,
    /** {@code captions.txt} with the header {@code image,caption} and an {@code Images} folder. */
    KAGGLE,
    /** One JSON file with images, sentences and splits, by A. Karpathy. */
    KARPATHY,
    /** {@code annotations/captions_train2017.json} and {@code captions_val2017.json}. */
    COCO,
    /** Comma-separated columns {@code image,caption} and optionally {@code split}. */
    CSV,
    /** Tab-separated columns {@code image}, {@code caption} and optionally {@code split}. */
    TSV;

    /** The lower-case name that {@code --format} takes and reports print. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of a label.
     *
     * @throws InputException if there is none of that name; the message lists those there are
     */
    public static DatasetFormat parse(String label) {
        String wanted = label.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.label().equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "unknown dataset format '"
                                                + label
                                                + "'; use one of "
                                                + labels()));
    }

    private static String labels() {
        return Arrays.stream(values()).map(DatasetFormat::label).collect(Collectors.joining(", "));
    }
}
