package org.captioner.pipeline.training;

import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.LeftOutLimit;
import org.captioner.dataset.Split;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The captioned photos of train and dev that training goes without: those that are missing and
 * those that cannot be read, which are treated alike.
 *
 * @param missing whose files do not exist
 * @param damaged whose files cannot be decoded
 * @param used the others
 */
public record LeftOutPhotos(
        List<CaptionedImage> missing, List<Damaged> damaged, List<CaptionedImage> used) {
    private static final List<Split> SPLITS = List.of(Split.TRAIN, Split.DEV);

    /**
     * A photo that cannot be decoded.
     *
     * @param reason for a person, with the file's name
     */
    public record Damaged(CaptionedImage image, String reason) {}

    public LeftOutPhotos {
        missing = List.copyOf(missing);
        damaged = List.copyOf(damaged);
        used = List.copyOf(used);
    }

    /** Sorts the photos of a dataset by whether they failed. */
    static LeftOutPhotos of(CaptionDataset dataset, List<PhotoFailure> failures) {
        Map<String, String> reasons =
                failures.stream()
                        .collect(Collectors.toMap(PhotoFailure::imageId, PhotoFailure::reason));
        Set<String> failed = reasons.keySet();
        return new LeftOutPhotos(
                dataset.missing().stream().filter(LeftOutPhotos::isTrainedOn).toList(),
                dataset.images().stream()
                        .filter(image -> failed.contains(image.id()))
                        .map(image -> new Damaged(image, reasons.getOrDefault(image.id(), "")))
                        .toList(),
                dataset.images().stream()
                        .filter(LeftOutPhotos::isTrainedOn)
                        .filter(image -> !failed.contains(image.id()))
                        .toList());
    }

    private static boolean isTrainedOn(CaptionedImage image) {
        return SPLITS.contains(image.split()) && !image.captions().isEmpty();
    }

    /**
     * Refuses to train without more than a few.
     *
     * @throws InputException if more are left out than {@link LeftOutLimit} allows, or a split
     *     loses all of its photos
     */
    void requireFew() {
        int count = missing.size() + damaged.size();
        int all = count + used.size();
        if (damaged.isEmpty()) {
            return; // Those that are missing alone were judged when the dataset was read.
        }
        if (!LeftOutLimit.allows(count, all)) {
            throw new InputException(
                    count
                            + " of "
                            + all
                            + " photos are missing or cannot be read, such as: "
                            + damaged.get(0).reason()
                            + "; at most "
                            + LeftOutLimit.of(all)
                            + " are left out, so mend them or remove them from the dataset");
        }
        for (Split split : SPLITS) {
            if (used.stream().noneMatch(image -> image.split() == split)) {
                throw new InputException(
                        "no photo of the "
                                + split.label()
                                + " split can be read, such as: "
                                + damaged.get(0).reason()
                                + "; training needs one");
            }
        }
    }

    /** {@code left out 2 of 6002 photos of train, 1 of 1000 of dev}; empty if none is left out. */
    public Optional<String> summary() {
        Map<Split, Long> left = counts(leftOut());
        if (left.isEmpty()) {
            return Optional.empty();
        }
        Map<Split, Long> kept = counts(used.stream());
        return Optional.of(
                left.entrySet().stream()
                        .map(
                                entry ->
                                        entry.getValue()
                                                + " of "
                                                + (entry.getValue()
                                                        + kept.getOrDefault(entry.getKey(), 0L))
                                                + " photos of "
                                                + entry.getKey().label())
                        .collect(Collectors.joining(", ", "left out ", "")));
    }

    private Stream<CaptionedImage> leftOut() {
        return Stream.concat(missing.stream(), damaged.stream().map(Damaged::image));
    }

    private static Map<Split, Long> counts(Stream<CaptionedImage> images) {
        return images.collect(
                Collectors.groupingBy(
                        CaptionedImage::split,
                        () -> new EnumMap<>(Split.class),
                        Collectors.counting()));
    }
}
