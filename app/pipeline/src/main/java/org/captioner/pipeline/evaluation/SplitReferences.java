package org.captioner.pipeline.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.eval.file.PredictionSet;

/**
 * What people wrote about the images of a split, and the captions of a system that belong to it.
 * Every image of the split that has a reference must have one prediction and no other image may
 * have one: a score over a part of a split is not comparable to any other.
 *
 * @param dataset that the split is of
 * @param split with at least one reference
 */
record SplitReferences(CaptionDataset dataset, Split split) {
    private static final int NAMED_AT_MOST = 5;

    SplitReferences {
        if (dataset.split(split).stream().allMatch(image -> image.captions().isEmpty())) {
            throw new InputException(
                    "split "
                            + split.label()
                            + " of "
                            + dataset.name()
                            + " has no captions to score against; its splits are "
                            + splits(dataset));
        }
    }

    /** Raw references by image id, of the images that have any, in the dataset's order. */
    Map<String, List<String>> byImage() {
        Map<String, List<String>> references = new LinkedHashMap<>();
        for (CaptionedImage image : dataset.split(split)) {
            if (!image.captions().isEmpty()) {
                references.put(image.id(), image.captions());
            }
        }
        return references;
    }

    /** Names of the pictures by image id. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        for (CaptionedImage image : dataset.split(split)) {
            files.put(image.id(), image.file().getFileName().toString());
        }
        return files;
    }

    /**
     * The raw captions of exactly the images that have a reference, by image id.
     *
     * @throws InputException if predictions are missing or unknown; the message names their ids
     */
    Map<String, String> captions(PredictionSet predictions) {
        refuseUnknown(predictions);
        Set<String> needed = byImage().keySet();
        refuseMissing(predictions, needed);
        Map<String, String> captions = new LinkedHashMap<>();
        needed.forEach(id -> captions.put(id, predictions.captions().get(id)));
        return captions;
    }

    private void refuseUnknown(PredictionSet predictions) {
        List<CaptionedImage> images = dataset.split(split);
        Set<String> known = images.stream().map(CaptionedImage::id).collect(Collectors.toSet());
        Map<String, Split> elsewhere = new HashMap<>();
        dataset.images().forEach(image -> elsewhere.put(image.id(), image.split()));
        List<String> unknown = new ArrayList<>();
        for (String id : predictions.captions().keySet()) {
            if (!known.contains(id)) {
                unknown.add(
                        elsewhere.containsKey(id)
                                ? id + " (in split " + elsewhere.get(id).label() + ")"
                                : id);
            }
        }
        if (!unknown.isEmpty()) {
            throw new InputException(
                    predictions.name()
                            + ": "
                            + count(unknown.size(), "image")
                            + " not in split "
                            + split.label()
                            + " of "
                            + dataset.name()
                            + ": "
                            + named(unknown)
                            + "; ids there look like "
                            + images.get(0).id());
        }
    }

    private void refuseMissing(PredictionSet predictions, Set<String> needed) {
        Set<String> missing = new LinkedHashSet<>(needed);
        missing.removeAll(predictions.captions().keySet());
        if (!missing.isEmpty()) {
            long failed = predictions.failed().stream().filter(missing::contains).count();
            throw new InputException(
                    predictions.name()
                            + ": no caption for "
                            + count(missing.size(), "image")
                            + " of split "
                            + split.label()
                            + (failed > 0 ? " (" + failed + " could not be captioned)" : "")
                            + ": "
                            + named(missing.stream().toList())
                            + "; caption them, since a part of a split has no comparable score");
        }
    }

    private static String splits(CaptionDataset dataset) {
        return dataset.images().stream()
                .filter(image -> !image.captions().isEmpty())
                .collect(Collectors.groupingBy(CaptionedImage::split, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey().label() + " (" + entry.getValue() + " with captions)")
                .collect(Collectors.joining(", "));
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String named(List<String> ids) {
        String shown = String.join(", ", ids.subList(0, Math.min(NAMED_AT_MOST, ids.size())));
        return ids.size() <= NAMED_AT_MOST
                ? shown
                : shown + " and " + (ids.size() - NAMED_AT_MOST) + " more";
    }
}
