package org.captioner.pipeline.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.eval.file.CaptionFile;
import org.captioner.eval.file.IdMatch;

/**
 * More captions of a dataset's training photos, such as those that an ensemble of models wrote for
 * a smaller model to learn from (<a href="https://arxiv.org/abs/1606.07947">sequence-level
 * distillation, Kim and Rush 2016</a>).
 *
 * @param dataset with the captions of the file behind those of people
 * @param added captions taken
 * @param ofOtherSplits captions left out because their photos are no training photos
 */
public record ExtraCaptions(CaptionDataset dataset, int added, int ofOtherSplits) {
    private static final int NAMES_SHOWN = 3;

    /**
     * Reads a file in any form that {@link CaptionFile} reads; photos are matched as {@link
     * IdMatch} says.
     *
     * @throws InputException if the file cannot be read, names a photo that the dataset lacks, or
     *     captions no training photo
     */
    public static ExtraCaptions read(CaptionDataset dataset, Path file) {
        Map<String, List<String>> named = CaptionFile.readAll(file).captions();
        Map<String, String> pictures = new LinkedHashMap<>();
        dataset.images()
                .forEach(image -> pictures.put(image.id(), image.file().getFileName().toString()));
        Map<String, List<String>> more =
                IdMatch.ofPart(named.keySet(), pictures.keySet(), pictures).apply(named);
        requireKnown(dataset, file, more.keySet(), pictures.keySet());
        List<CaptionedImage> images = new ArrayList<>();
        int added = 0;
        int ofOtherSplits = 0;
        for (CaptionedImage image : dataset.images()) {
            List<String> extra =
                    more.getOrDefault(image.id(), List.of()).stream()
                            .filter(caption -> !caption.isBlank())
                            .toList();
            if (image.split() == Split.TRAIN) {
                added += extra.size();
                images.add(with(image, extra));
            } else {
                ofOtherSplits += extra.size();
                images.add(image);
            }
        }
        if (added == 0) {
            throw new InputException(
                    file
                            + ": captions none of the "
                            + dataset.split(Split.TRAIN).size()
                            + " training photos of "
                            + dataset.name()
                            + "; caption those, or leave the file out");
        }
        String name = dataset.name() + " with " + file.getFileName();
        return new ExtraCaptions(
                CaptionDataset.of(name, dataset.format(), images, dataset.problems()),
                added,
                ofOtherSplits);
    }

    private static CaptionedImage with(CaptionedImage image, List<String> extra) {
        List<String> captions = new ArrayList<>(image.captions());
        captions.addAll(extra);
        return new CaptionedImage(image.id(), image.file(), image.split(), captions);
    }

    private static void requireKnown(
            CaptionDataset dataset, Path file, Set<String> named, Set<String> known) {
        List<String> unknown = named.stream().filter(id -> !known.contains(id)).toList();
        if (!unknown.isEmpty()) {
            throw new InputException(
                    file
                            + ": captions photos that "
                            + dataset.name()
                            + " does not have ("
                            + unknown.size()
                            + "), such as "
                            + unknown.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                            + "; caption photos of this dataset");
        }
    }
}
