package org.captioner.pipeline.calibration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.eval.Cider;
import org.captioner.eval.MetricResult;
import org.captioner.eval.ReferenceSet;
import org.captioner.eval.statistics.HumanCeiling;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.CaptionOptions;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.PhotoFeatures;
import org.captioner.pipeline.bulk.PhotoEncoder;
import org.captioner.pipeline.confidence.ConfidenceFit;
import org.captioner.pipeline.confidence.ConfidenceQuality;
import org.captioner.pipeline.confidence.Observation;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * Fits the confidence of a model: its distances to training photos, its probabilities to the CIDEr
 * of its captions of the dev split.
 */
public final class ConfidenceCalibration {
    private static final int BATCH = 16;
    private static final int USUAL_BEAMS = 3;
    private static final String SCORE = "CIDEr";

    private final Captioner captioner;
    private final SearchOptions search;
    private final CaptionDataset dataset;
    private final List<CaptionedImage> training;
    private final List<CaptionedImage> dev;
    private final ReferenceSet references;
    private final double personScore;

    /**
     * A fitted confidence and how good it is.
     *
     * @param fit to save
     * @param qualities on the dev split by search, each photo's confidence by a fit to other photos
     * @param personScore CIDEr of a reference against the photo's others
     * @param notes how it was made, by name
     */
    public record Outcome(
            ConfidenceFit fit,
            Map<String, ConfidenceQuality> qualities,
            double personScore,
            Map<String, String> notes) {}

    /**
     * Chooses the photos.
     *
     * @param captioner stays the caller's to close
     * @param search that finds the captions, beside greedy search
     * @param dataset the model was trained on, or one of the same kind
     * @param photos of the training split at most, evenly spread over it; at least 2
     * @throws InputException if the search does not find the most probable captions, there are
     *     fewer photos, or an image of the dev split has fewer than two captions
     */
    public ConfidenceCalibration(
            Captioner captioner, SearchOptions search, CaptionDataset dataset, int photos) {
        if (!search.isMostProbable()) {
            throw new InputException(
                    "confidence is fitted to the most probable captions, not to those of "
                            + search.label()
                            + "; leave out --sample, --groups and --consensus");
        }
        if (photos < 2) {
            throw new InputException(
                    photos + " training photos are too few; confidence needs at least 2");
        }
        this.captioner = captioner;
        this.search = search.beams() > 1 ? search : search.withBeams(USUAL_BEAMS);
        this.dataset = dataset;
        training = spread(dataset.split(Split.TRAIN), photos);
        dev =
                dataset.split(Split.DEV).stream()
                        .filter(image -> !image.captions().isEmpty())
                        .toList();
        if (training.size() < 2 || dev.isEmpty()) {
            throw new InputException(
                    dataset.name()
                            + " has "
                            + dataset.split(Split.TRAIN).size()
                            + " photos in its split train and "
                            + dev.size()
                            + " with captions in dev; confidence needs both");
        }
        Map<String, List<String>> captions = new LinkedHashMap<>();
        dev.forEach(image -> captions.put(image.id(), image.captions()));
        references = ReferenceSet.tokenize(captions);
        Map<String, String> none = new LinkedHashMap<>();
        captions.keySet().forEach(id -> none.put(id, ""));
        personScore =
                Objects.requireNonNull(
                        new HumanCeiling(new Cider()).scores(references.items(none)).get(SCORE));
    }

    private static List<CaptionedImage> spread(List<CaptionedImage> images, int most) {
        int chosen = Math.min(most, images.size());
        return IntStream.range(0, chosen)
                .mapToObj(i -> images.get((int) ((long) i * images.size() / chosen)))
                .toList();
    }

    /** The photos that are needed, those of the training split first. */
    public List<CaptionedImage> photos() {
        List<CaptionedImage> all = new ArrayList<>(training);
        all.addAll(dev);
        return all;
    }

    /**
     * Encodes the photos, captions those of the dev split, and fits; on all processors.
     *
     * @param encoder of photos that are named by the images' ids
     * @param progress is given the number of photos done since its last call, by several threads
     * @throws InputException if a photo cannot be read, or the photos do not allow a fit
     */
    public Outcome run(PhotoEncoder encoder, IntConsumer progress) {
        List<double[]> pooled =
                training.parallelStream()
                        .map(
                                image -> {
                                    double[] vector = captioner.pooled(encode(encoder, image));
                                    progress.accept(1);
                                    return vector;
                                })
                        .toList();
        List<Seen> seen =
                IntStream.range(0, (dev.size() + BATCH - 1) / BATCH)
                        .parallel()
                        .mapToObj(batch -> caption(encoder, batch, progress))
                        .flatMap(List::stream)
                        .toList();
        List<Observation> greedy = observations(seen, each -> each.greedy);
        List<Observation> beam = observations(seen, each -> each.beam);
        ConfidenceFit fit =
                ConfidenceFit.of(pooled, new ConfidenceFit.Observations(greedy, beam, personScore));
        Map<String, ConfidenceQuality> qualities = new LinkedHashMap<>();
        qualities.put(search.withBeams(1).label(), quality(fit.greedy(), greedy));
        qualities.put(search.label(), quality(fit.beam(), beam));
        return new Outcome(fit, qualities, personScore, notes());
    }

    private ConfidenceQuality quality(List<Double> outOfFold, List<Observation> observations) {
        return ConfidenceQuality.of(
                outOfFold.stream().mapToDouble(Double::doubleValue).toArray(),
                observations.stream().mapToDouble(Observation::cider).toArray(),
                personScore);
    }

    /** A photo of the dev split, its captions by either search, and its pooled features. */
    private static final class Seen {
        private final double[] pooled;
        private final Caption greedy;
        private final Caption beam;

        Seen(double[] pooled, Caption greedy, Caption beam) {
            this.pooled = pooled;
            this.greedy = greedy;
            this.beam = beam;
        }

        Observation observation(Caption caption, double cider) {
            return new Observation(pooled, caption.evidence(), cider);
        }
    }

    private List<Seen> caption(PhotoEncoder encoder, int batch, IntConsumer progress) {
        List<CaptionedImage> images =
                dev.subList(batch * BATCH, Math.min(dev.size(), (batch + 1) * BATCH));
        List<PhotoFeatures> features =
                images.stream().map(image -> encode(encoder, image)).toList();
        List<Caption> greedy = captioner.decode(features, CaptionOptions.best(search.withBeams(1)));
        List<Caption> beam = captioner.decode(features, CaptionOptions.best(search));
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            seen.add(new Seen(captioner.pooled(features.get(i)), greedy.get(i), beam.get(i)));
        }
        progress.accept(images.size());
        return seen;
    }

    private static PhotoFeatures encode(PhotoEncoder encoder, CaptionedImage image) {
        return encoder.encode(FoundPhoto.ofDataset(image.id(), image.file()));
    }

    private List<Observation> observations(List<Seen> seen, Function<Seen, Caption> which) {
        Map<String, String> captions = new LinkedHashMap<>();
        for (int i = 0; i < dev.size(); i++) {
            captions.put(dev.get(i).id(), which.apply(seen.get(i)).text());
        }
        MetricResult result = new Cider().score(references.items(captions));
        return IntStream.range(0, dev.size())
                .mapToObj(
                        i ->
                                seen.get(i)
                                        .observation(
                                                which.apply(seen.get(i)),
                                                Objects.requireNonNull(
                                                        result.image(dev.get(i).id()).get(SCORE))))
                .toList();
    }

    private Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("dataset", dataset.name());
        notes.put("datasetChecksum", dataset.checksum());
        notes.put("trainingPhotos", Integer.toString(training.size()));
        notes.put("devPhotos", Integer.toString(dev.size()));
        notes.put("search", search.toString());
        return notes;
    }
}
