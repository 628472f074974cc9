package org.captioner.app.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.captioner.app.folder.CaptionRow;
import org.captioner.app.folder.FolderRun;
import org.captioner.app.folder.FoundPhoto;
import org.captioner.app.folder.ModelPhotoCaptioner;
import org.captioner.app.folder.RowSink;
import org.captioner.dataset.CaptionedImage;
import org.captioner.decoder.Captioner;
import org.captioner.decoder.bundle.Provenance;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.eval.prediction.Prediction;
import org.captioner.eval.prediction.PredictionSet;

/** Captions the images of a split with a model, in order to score them. */
public final class SplitCaptions {
    private static final int BATCH = 16;

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
        List<FoundPhoto> photos =
                images.stream()
                        .filter(image -> !image.captions().isEmpty())
                        .map(image -> new FoundPhoto(image.id(), image.file()))
                        .toList();
        Collected rows = new Collected();
        new FolderRun<>(
                        new ModelPhotoCaptioner(captioner, search),
                        BATCH,
                        Runtime.getRuntime().availableProcessors())
                .run(photos, rows, progress);
        return new PredictionSet(name, rows.predictions, rows.failed);
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
    private static final class Collected implements RowSink {
        private final List<Prediction> predictions = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();

        @Override
        public void write(CaptionRow row) {
            if (row instanceof CaptionRow.Captioned done) {
                predictions.add(new Prediction(done.image(), done.caption()));
            } else {
                failed.add(row.image());
            }
        }

        @Override
        public void close() {}
    }
}
