package org.captioner.pipeline.evaluation;

import java.nio.ByteBuffer;
import java.util.List;
import org.captioner.encoder.store.FeatureStore;
import org.captioner.encoder.tensor.Float16;
import org.captioner.pipeline.bulk.ModelPhotoCaptioner;
import org.captioner.pipeline.bulk.PhotoCaptioner;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * Captions photos whose features are in a store; a store holds the very numbers that the model
 * would compute, so the captions are the same.
 */
final class StoredPhotoCaptioner implements PhotoCaptioner<float[]> {
    private final FeatureStore store;
    private final ModelPhotoCaptioner model;

    /**
     * @param store of the model's encoder; stays the caller's to close
     */
    StoredPhotoCaptioner(FeatureStore store, ModelPhotoCaptioner model) {
        this.store = store;
        this.model = model;
    }

    /**
     * Reads (cells, channels) float32 by the photo's name.
     *
     * @throws org.captioner.dataset.InputException if the store lacks the photo
     */
    @Override
    public float[] prepare(FoundPhoto photo) {
        ByteBuffer halves = store.grid(photo.name());
        float[] grid = new float[halves.remaining() / Short.BYTES];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = Float16.toFloat(halves.getShort());
        }
        return grid;
    }

    @Override
    public List<Sentence> caption(List<float[]> grids) {
        return model.caption(grids);
    }
}
