package org.captioner.pipeline.evaluation;

import java.nio.ByteBuffer;
import org.captioner.encoder.store.FeatureStore;
import org.captioner.encoder.tensor.Float16;
import org.captioner.pipeline.PhotoFeatures;
import org.captioner.pipeline.bulk.PhotoEncoder;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * Features of photos that are in a store: the very numbers that the model would compute, so that
 * captions are the same.
 *
 * @param store of the model's encoder; stays the caller's to close
 */
record StoredFeatureEncoder(FeatureStore store) implements PhotoEncoder {
    /**
     * Reads (cells, channels) float32 by the photo's name.
     *
     * @throws org.captioner.dataset.InputException if the store lacks the photo
     */
    @Override
    public PhotoFeatures encode(FoundPhoto photo) {
        ByteBuffer halves = store.grid(photo.name());
        float[] grid = new float[halves.remaining() / Short.BYTES];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = Float16.toFloat(halves.getShort());
        }
        return PhotoFeatures.of(grid);
    }
}
