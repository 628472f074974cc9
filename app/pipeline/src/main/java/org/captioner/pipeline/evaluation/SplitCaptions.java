package org.captioner.pipeline.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.decoder.bundle.Provenance;
import org.captioner.decoder.search.BestBeams;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.FeatureExtractor;
import org.captioner.encoder.store.FeatureStore;
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
        StoreKey key = key(kept);
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        new FeatureExtractor(captioner.bundle().encoder(), reader, BulkOptions.standard().threads())
                .fill(file(kept, key), key, referenced(images), progress);
    }

    /** The same captions as without {@code kept}, which {@link #fill} has completed before. */
    public PredictionSet caption(
            List<CaptionedImage> images, String name, IntConsumer progress, KeptFeatures kept) {
        StoreKey key = key(kept);
        try (FeatureStore store = FeatureStore.open(file(kept, key), key)) {
            return run(new StoredFeatureEncoder(store), referenced(images), name, progress);
        }
    }

    private StoreKey key(KeptFeatures kept) {
        return StoreKey.of(captioner.bundle().encoder().description(), kept.dataset().checksum());
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
        Collected rows = new Collected();
        new BulkCaptioning(captioner, CaptionOptions.best(search), encoder, BulkOptions.standard())
                .run(photos, rows, progress)
                .bug()
                .ifPresent(
                        bug -> {
                            throw new IllegalStateException("captioning " + name + " failed", bug);
                        });
        return new PredictionSet(name, rows.captions, rows.failed);
    }

    /** What must be known of the model to obtain the captions again, by name. */
    public Map<String, String> conditions() {
        Provenance provenance = captioner.bundle().manifest().provenance();
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("beam", Integer.toString(search.beams()));
        conditions.put("length", "log probability / (words + 1)^" + search.lengthNormalization());
        conditions.put("at most", search.maximumLength() + " words");
        if (!search.method().equals(new BestBeams())) {
            conditions.put("search", search.label());
        }
        if (!search.rules().isNone()) {
            conditions.put("rules", String.join("; ", search.rules().labels()));
        }
        conditions.put("trained on", provenance.dataset());
        conditions.put("seed", provenance.training().at("/training/seed").asText("unknown"));
        return conditions;
    }

    /** Rows kept in memory. */
    private static final class Collected implements CaptionWriter {
        private final Map<String, String> captions = new LinkedHashMap<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void write(CaptionedPhoto photo) {
            photo.caption()
                    .map(Caption::text)
                    .ifPresentOrElse(
                            text -> captions.put(photo.photo().name(), text),
                            () -> failed.add(photo.photo().name()));
        }

        @Override
        public void close() {}
    }
}
