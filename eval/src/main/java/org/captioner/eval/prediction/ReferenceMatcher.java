package org.captioner.eval.prediction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.text.CaptionTokenizer;
import org.captioner.eval.EvaluationItem;

/**
 * Pairs predictions with the references of a split by image id, never by position. Every image of
 * the split that has a reference must have one prediction and no other image may have one: a score
 * over a part of a split is not comparable to any other.
 */
public final class ReferenceMatcher {
    private static final int NAMED_AT_MOST = 5;

    private final CaptionDataset dataset;
    private final CaptionTokenizer tokenizer;

    public ReferenceMatcher(CaptionDataset dataset, CaptionTokenizer tokenizer) {
        this.dataset = dataset;
        this.tokenizer = tokenizer;
    }

    /**
     * Pairs and tokenizes.
     *
     * @return one item for each image of the split with a reference, in the dataset's order;
     *     predictions for images without references are left out
     * @throws InputException if the split has no references, or predictions are missing or unknown;
     *     the message names their ids
     */
    public List<EvaluationItem> match(PredictionSet predictions, Split split) {
        List<CaptionedImage> images = dataset.split(split);
        if (images.stream().allMatch(image -> image.captions().isEmpty())) {
            throw new InputException(
                    "split "
                            + split.label()
                            + " of "
                            + dataset.name()
                            + " has no captions to score against; its splits are "
                            + splits());
        }
        Map<String, String> captions = new HashMap<>();
        for (Prediction prediction : predictions.predictions()) {
            captions.put(prediction.imageId(), prediction.caption());
        }
        refuseUnknown(predictions, images, split);
        refuseMissing(predictions, captions.keySet(), images, split);
        List<EvaluationItem> items = new ArrayList<>();
        for (CaptionedImage image : images) {
            if (!image.captions().isEmpty()) {
                items.add(
                        new EvaluationItem(
                                image.id(),
                                tokenizer.tokenize(captions.get(image.id())),
                                image.captions().stream().map(tokenizer::tokenize).toList()));
            }
        }
        return items;
    }

    private void refuseUnknown(
            PredictionSet predictions, List<CaptionedImage> images, Split split) {
        Set<String> known = images.stream().map(CaptionedImage::id).collect(Collectors.toSet());
        Map<String, Split> elsewhere = new HashMap<>();
        dataset.images().forEach(image -> elsewhere.put(image.id(), image.split()));
        List<String> unknown = new ArrayList<>();
        for (Prediction prediction : predictions.predictions()) {
            String id = prediction.imageId();
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

    private void refuseMissing(
            PredictionSet predictions,
            Set<String> predicted,
            List<CaptionedImage> images,
            Split split) {
        Set<String> missing = new LinkedHashSet<>();
        for (CaptionedImage image : images) {
            if (!image.captions().isEmpty() && !predicted.contains(image.id())) {
                missing.add(image.id());
            }
        }
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

    private String splits() {
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
