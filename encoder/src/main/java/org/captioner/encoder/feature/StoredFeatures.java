package org.captioner.encoder.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.captioner.encoder.store.FeatureStore;

/** Grids that were computed once, from feature stores; the stores stay the caller's to close. */
public final class StoredFeatures implements FeatureSource {
    private final FeatureStore plain;
    private final Optional<FeatureStore> mirrored;
    private final int cells;
    private final int channels;

    /**
     * Reads from stores of the same encoder.
     *
     * @param plain of all images
     * @param mirrored of the training images, if training is to show mirrored photos too
     */
    public StoredFeatures(FeatureStore plain, Optional<FeatureStore> mirrored) {
        this.plain = plain;
        this.mirrored = mirrored;
        cells = plain.key().rows() * plain.key().columns();
        channels = plain.key().channels();
    }

    @Override
    public Views views() {
        return mirrored.isPresent() ? Views.PLAIN_AND_MIRRORED : Views.PLAIN;
    }

    @Override
    public NDArray encode(List<View> photos, NDManager manager) {
        ByteBuffer halves = manager.allocateDirect(photos.size() * cells * channels * Short.BYTES);
        for (View photo : photos) {
            FeatureStore store = photo.mirrored() ? mirrored.orElseThrow() : plain;
            halves.put(store.grid(photo.imageId()));
        }
        halves.rewind();
        Shape shape = new Shape(photos.size(), cells, channels);
        return manager.create(halves, shape, DataType.FLOAT16).toType(DataType.FLOAT32, true);
    }
}
