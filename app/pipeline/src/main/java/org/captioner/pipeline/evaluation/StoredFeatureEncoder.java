package org.captioner.pipeline.evaluation;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.captioner.encoder.store.FeatureStore;
import org.captioner.encoder.store.StoreKey;
import org.captioner.encoder.tensor.Float16;
import org.captioner.pipeline.PhotoFeatures;
import org.captioner.pipeline.bulk.PhotoEncoder;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * Features of photos that are in stores: the very numbers that the models would compute, so that
 * captions are the same. Closing closes the stores.
 *
 * @param stores one for each encoder of the captioner, in its order
 */
record StoredFeatureEncoder(List<FeatureStore> stores) implements PhotoEncoder, AutoCloseable {
    StoredFeatureEncoder {
        stores = List.copyOf(stores);
    }

    /**
     * Opens a store for each key.
     *
     * @param files of the stores
     */
    static StoredFeatureEncoder open(List<StoreKey> keys, Function<StoreKey, Path> files) {
        List<FeatureStore> stores = new ArrayList<>();
        try {
            keys.forEach(key -> stores.add(FeatureStore.open(files.apply(key), key)));
            return new StoredFeatureEncoder(stores);
        } catch (RuntimeException e) {
            stores.forEach(FeatureStore::close);
            throw e;
        }
    }

    /**
     * Reads (cells, channels) float32 of each encoder by the photo's name.
     *
     * @throws org.captioner.dataset.InputException if a store lacks the photo
     */
    @Override
    public PhotoFeatures encode(FoundPhoto photo) {
        return new PhotoFeatures(
                stores.stream().map(store -> wide(store.grid(photo.name()))).toList());
    }

    private static float[] wide(ByteBuffer halves) {
        float[] grid = new float[halves.remaining() / Short.BYTES];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = Float16.toFloat(halves.getShort());
        }
        return grid;
    }

    @Override
    public void close() {
        stores.forEach(FeatureStore::close);
    }
}
