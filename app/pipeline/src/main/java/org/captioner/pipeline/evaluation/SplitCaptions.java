package org.captioner.pipeline.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.decoder.bundle.BundleManifest;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.bundle.Provenance;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.ImageEncoder;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.FeatureExtractor;
import org.captioner.encoder.store.StoreKey;
import org.captioner.eval.file.PredictionSet;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.CaptionOptions;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.bulk.BulkCaptioning;
import org.captioner.pipeline.bulk.BulkOptions;
import org.captioner.pipeline.bulk.PhotoEncoder;
import org.captioner.pipeline.output.CaptionWriter;
import org.captioner.pipeline.output.CaptionedPhoto;
import org.captioner.pipeline.photo.FoundPhoto;

/** Captions the images of a split with a model, in order to score them. */
public final class SplitCaptions {
    private final Captioner captioner;
    private final SearchOptions search;
    private final Map<String, Double> confidences = new LinkedHashMap<>();

    /**
     * @param captioner stays the caller's to close
     */
    public SplitCaptions(Captioner captioner, SearchOptions search) {
        this.captioner = captioner;
        this.search = search;
    }

    /**
     * Captions every image that has a reference.
     *
     * @param name what errors and reports call the model
     * @param progress is given the number of images captioned since its last call
     */
    public PredictionSet caption(List<CaptionedImage> images, String name, IntConsumer progress) {
        return run(PhotoEncoder.ofFiles(captioner), referenced(images), name, progress);
    }

    /**
     * Features that outlive a run.
     *
     * @param folder of stores, as {@code captioner train --store} takes it
     * @param dataset that the images are of
     */
    public record KeptFeatures(Path folder, CaptionDataset dataset) {}

    /**
     * Computes those features of images with a reference that are not kept yet.
     *
     * @param progress is called for every photo that is encoded
     */
    public void fill(KeptFeatures kept, List<CaptionedImage> images, ExtractionProgress progress) {
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        for (ImageEncoder encoder : captioner.encoders()) {
            StoreKey key = key(encoder, kept);
            new FeatureExtractor(encoder, reader, BulkOptions.standard().threads())
                    .fill(file(kept, key), key, referenced(images), progress);
        }
    }

    /** The same captions as without {@code kept}, which {@link #fill} has completed before. */
    public PredictionSet caption(
            List<CaptionedImage> images, String name, IntConsumer progress, KeptFeatures kept) {
        return withFeatures(kept, encoder -> run(encoder, referenced(images), name, progress));
    }

    /**
     * Does something with features that {@link #fill} has completed before.
     *
     * @param work is given what reads them, which must not be used afterwards
     */
    public <T> T withFeatures(KeptFeatures kept, Function<PhotoEncoder, T> work) {
        List<StoreKey> keys = captioner.encoders().stream().map(each -> key(each, kept)).toList();
        try (StoredFeatureEncoder stored =
                StoredFeatureEncoder.open(keys, key -> file(kept, key))) {
            return work.apply(stored);
        }
    }

    private static StoreKey key(ImageEncoder encoder, KeptFeatures kept) {
        return StoreKey.of(encoder.description(), kept.dataset().checksum());
    }

    private static Path file(KeptFeatures kept, StoreKey key) {
        return kept.folder().resolve(key.fileName());
    }

    private static List<CaptionedImage> referenced(List<CaptionedImage> images) {
        return images.stream().filter(image -> !image.captions().isEmpty()).toList();
    }

    private PredictionSet run(
            PhotoEncoder encoder, List<CaptionedImage> images, String name, IntConsumer progress) {
        List<FoundPhoto> photos =
                images.stream()
                        .map(image -> FoundPhoto.ofDataset(image.id(), image.file()))
                        .toList();
        Collected rows = run(photos, encoder, name, progress);
        confidences.putAll(rows.confidences);
        return new PredictionSet(name, rows.captions, rows.failed);
    }

    private Collected run(
            List<FoundPhoto> photos, PhotoEncoder encoder, String name, IntConsumer progress) {
        Collected rows = new Collected();
        new BulkCaptioning(captioner, CaptionOptions.best(search), encoder, BulkOptions.standard())
                .run(photos, rows, progress)
                .bug()
                .ifPresent(
                        bug -> {
                            throw new IllegalStateException("captioning " + name + " failed", bug);
                        });
        return rows;
    }

    /** The confidence in the captions made so far, by image id; empty if the model states none. */
    public Map<String, Double> confidences() {
        return Collections.unmodifiableMap(confidences);
    }

    /**
     * The confidence in captions of other pictures. Pictures that cannot be read are left out.
     *
     * @param progress is given the number of pictures done since its last call
     */
    public List<Double> confidences(List<FoundPhoto> pictures, IntConsumer progress) {
        Collected rows = run(pictures, PhotoEncoder.ofFiles(captioner), "other pictures", progress);
        return List.copyOf(rows.confidences.values());
    }

    /** What must be known of the model to obtain the captions again, by name. */
    public Map<String, String> conditions() {
        List<BundleManifest> models =
                captioner.bundles().stream().map(ModelBundle::manifest).toList();
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("beam", Integer.toString(search.beams()));
        conditions.put("length", "log probability / (words + 1)^" + search.lengthNormalization());
        conditions.put("at most", search.maximumLength() + " words");
        if (!search.isMostProbable()) {
            conditions.put("search", search.label());
        }
        if (!search.rules().isNone()) {
            conditions.put("rules", String.join("; ", search.rules().labels()));
        }
        if (models.size() > 1) {
            conditions.put("ensemble", ensemble(models));
        }
        conditions.put("trained on", each(models, Provenance::dataset));
        conditions.put(
                "seed",
                each(models, made -> made.training().at("/training/seed").asText("unknown")));
        return conditions;
    }

    private String ensemble(List<BundleManifest> models) {
        return "mean of the probabilities of "
                + models.stream()
                        .map(model -> DecoderRegistry.label(model.decoder()))
                        .collect(Collectors.joining(" and "))
                + (captioner.encoders().size() == 1 ? ", one encoder" : ", different encoders");
    }

    /** A property of each model, once if it is the same for all. */
    private static String each(List<BundleManifest> models, Function<Provenance, String> property) {
        List<String> values =
                models.stream().map(model -> property.apply(model.provenance())).toList();
        long different = values.stream().distinct().count();
        return String.join(", ", different == 1 ? values.subList(0, 1) : values);
    }

    /** Rows kept in memory. */
    private static final class Collected implements CaptionWriter {
        private final Map<String, String> captions = new LinkedHashMap<>();
        private final Map<String, Double> confidences = new LinkedHashMap<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void write(CaptionedPhoto photo) {
            String name = photo.photo().name();
            photo.caption()
                    .map(Caption::confidence)
                    .orElse(OptionalDouble.empty())
                    .ifPresent(confidence -> confidences.put(name, confidence));
            photo.caption()
                    .map(Caption::text)
                    .ifPresentOrElse(text -> captions.put(name, text), () -> failed.add(name));
        }

        @Override
        public void close() {}
    }
}
