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
import org.captioner.decoder.search.SearchOptions;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.FeatureExtractor;
import org.captioner.encoder.store.FeatureStore;
import org.captioner.encoder.store.StoreKey;
import org.captioner.eval.file.PredictionSet;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.bulk.BulkCaptioning;
import org.captioner.pipeline.bulk.ModelPhotoCaptioner;
import org.captioner.pipeline.bulk.PhotoCaptioner;
import org.captioner.pipeline.output.CaptionRow;
import org.captioner.pipeline.output.CaptionWriter;
import org.captioner.pipeline.photo.FoundPhoto;

/** Captions the images of a split with a model, in order to score them. */
public final class SplitCaptions {
    private static final int BATCH = 16;
    private static final int READERS = Runtime.getRuntime().availableProcessors();

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
     * @param progress told how many images were done since it was last told
     */
    public PredictionSet of(List<CaptionedImage> images, String name, IntConsumer progress) {
        return run(new ModelPhotoCaptioner(captioner, search), referenced(images), name, progress);
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
     * @param progress told of every photo that is encoded
     */
    public void fill(KeptFeatures kept, List<CaptionedImage> images, ExtractionProgress progress) {
        StoreKey key = key(kept);
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        new FeatureExtractor(captioner.bundle().encoder(), reader, READERS)
                .fill(file(kept, key), key, referenced(images), progress);
    }

    /** The same captions as without {@code kept}, which {@link #fill} has seen before. */
    public PredictionSet of(
            List<CaptionedImage> images, String name, IntConsumer progress, KeptFeatures kept) {
        StoreKey key = key(kept);
        try (FeatureStore store = FeatureStore.open(file(kept, key), key)) {
            ModelPhotoCaptioner model = new ModelPhotoCaptioner(captioner, search);
            return run(new StoredPhotoCaptioner(store, model), referenced(images), name, progress);
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

    private static PredictionSet run(
            PhotoCaptioner<float[]> photoCaptioner,
            List<CaptionedImage> images,
            String name,
            IntConsumer progress) {
        List<FoundPhoto> photos =
                images.stream().map(image -> new FoundPhoto(image.id(), image.file())).toList();
        Collected rows = new Collected();
        new BulkCaptioning<>(photoCaptioner, BATCH, READERS).run(photos, rows, progress);
        return new PredictionSet(name, rows.captions, rows.failed);
    }

    /** What must be known of the model to obtain the captions again, by name. */
    public Map<String, String> conditions() {
        Provenance provenance = captioner.bundle().manifest().provenance();
        Map<String, String> conditions = new LinkedHashMap<>();
        conditions.put("beam", Integer.toString(search.beams()));
        conditions.put("length", "log probability / (words + 1)^" + search.lengthNormalization());
        conditions.put("at most", search.maximumLength() + " words");
        conditions.put("trained on", provenance.dataset());
        conditions.put("seed", provenance.training().at("/training/seed").asText("unknown"));
        return conditions;
    }

    /** Rows kept in memory. */
    private static final class Collected implements CaptionWriter {
        private final Map<String, String> captions = new LinkedHashMap<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void write(CaptionRow row) {
            if (row instanceof CaptionRow.Captioned done) {
                captions.put(done.image(), done.caption());
            } else {
                failed.add(row.image());
            }
        }

        @Override
        public void close() {}
    }
}
