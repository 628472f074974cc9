package org.captioner.dataset.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.captions.CaptionEntry;
import org.captioner.dataset.captions.CaptionFileReader;

/**
 * More captions of a dataset's training photos, from a file that {@link CaptionFileReader} reads,
 * such as those that an ensemble of models wrote for a smaller model to learn from (<a
 * href="https://arxiv.org/abs/1606.07947">sequence-level distillation, Kim and Rush 2016</a>).
 *
 * @param dataset with the captions of the file behind those of people
 * @param added captions taken
 * @param ofOtherSplits captions left out because their photos are no training photos
 */
public record ExtraCaptions(CaptionDataset dataset, int added, int ofOtherSplits) {
    private static final int NAMES_SHOWN = 3;

    /**
     * Reads a file. Photos are matched by their ids, or by the names of their files.
     *
     * @throws InputException if the file cannot be read, names a photo that the dataset lacks, or
     *     captions no training photo
     */
    public static ExtraCaptions read(CaptionDataset dataset, Path file) {
        Map<String, CaptionedImage> byName = new HashMap<>();
        for (CaptionedImage image : dataset.images()) {
            byName.put(image.file().getFileName().toString(), image);
        }
        // Ids last: where a name is another photo's id, the id counts.
        dataset.images().forEach(image -> byName.put(image.id(), image));
        Map<String, List<String>> more = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        int[] ofOtherSplits = {0};
        CaptionFileReader.read(
                file,
                entry -> {
                    List<String> captions = captions(entry);
                    CaptionedImage image = byName.get(name(entry, byName));
                    if (captions.isEmpty()) {
                        return;
                    }
                    if (image == null) {
                        unknown.add(entry.picture());
                    } else if (image.split() == Split.TRAIN) {
                        more.computeIfAbsent(image.id(), id -> new ArrayList<>()).addAll(captions);
                    } else {
                        ofOtherSplits[0] += captions.size();
                    }
                });
        requireKnown(dataset, file, unknown);
        if (more.isEmpty()) {
            throw new InputException(
                    file
                            + ": captions none of the "
                            + dataset.split(Split.TRAIN).size()
                            + " training photos of "
                            + dataset.name()
                            + "; caption those, or leave the file out");
        }
        int added = more.values().stream().mapToInt(List::size).sum();
        return new ExtraCaptions(extended(dataset, file, more), added, ofOtherSplits[0]);
    }

    private static List<String> captions(CaptionEntry entry) {
        return entry.error().isPresent()
                ? List.of()
                : entry.captions().stream().filter(each -> !each.isBlank()).toList();
    }

    private static String name(CaptionEntry entry, Map<String, CaptionedImage> known) {
        if (known.containsKey(entry.image())) {
            return entry.image();
        }
        String path = entry.picture().replace('\\', '/');
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void requireKnown(CaptionDataset dataset, Path file, Set<String> unknown) {
        if (!unknown.isEmpty()) {
            throw new InputException(
                    file
                            + ": captions photos that "
                            + dataset.name()
                            + " does not have ("
                            + unknown.size()
                            + "), such as "
                            + String.join(", ", unknown.stream().limit(NAMES_SHOWN).toList())
                            + "; caption photos of this dataset");
        }
    }

    private static CaptionDataset extended(
            CaptionDataset dataset, Path file, Map<String, List<String>> more) {
        List<CaptionedImage> images = new ArrayList<>();
        for (CaptionedImage image : dataset.images()) {
            List<String> captions = new ArrayList<>(image.captions());
            captions.addAll(more.getOrDefault(image.id(), List.of()));
            images.add(new CaptionedImage(image.id(), image.file(), image.split(), captions));
        }
        return CaptionDataset.of(
                dataset.name() + " with " + file.getFileName(),
                dataset.format(),
                images,
                dataset.problems());
    }
}
