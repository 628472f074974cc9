package org.captioner.pipeline.bulk;

import java.util.List;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.pipeline.Captioner;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * Captions with a model. Photos are read and encoded by the threads that prepare them, which keeps
 * all cores busy and leaves only the grid of features in memory, about 200 kB a photo.
 */
public final class ModelPhotoCaptioner implements PhotoCaptioner<float[]> {
    private final Captioner captioner;
    private final SearchOptions search;
    private final PhotoReader reader = new PhotoReader(PhotoLimits.standard());

    /**
     * @param captioner stays the caller's to close
     */
    public ModelPhotoCaptioner(Captioner captioner, SearchOptions search) {
        this.captioner = captioner;
        this.search = search;
    }

    @Override
    public float[] prepare(FoundPhoto photo) {
        return captioner.encode(List.of(reader.read(photo.file()))).get(0);
    }

    @Override
    public List<Sentence> caption(List<float[]> grids) {
        return captioner.captions(grids, search).stream()
                .map(best -> new Sentence(best.text(), best.logProbability()))
                .toList();
    }
}
