package org.captioner.encoder.feature;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.encoder.resnet.NormStatistics;
import org.captioner.encoder.resnet.ResNet;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.Seeds;

/**
 * Grids of an encoder that is trained from scratch along with the decoder; for small pictures and
 * small networks, as photos are kept in memory and encoded anew at every step.
 */
public final class OnlineFeatures implements FeatureSource, AutoCloseable {
    private final ResNetFeatures features;
    private final Map<String, float[]> photos;
    private final String prefix;
    private final NDManager manager;
    private final Map<String, NDArray> tensors;
    private final Map<String, NDArray> trained = new LinkedHashMap<>();

    /**
     * Makes an encoder with fresh weights.
     *
     * @param photos (3, size, size) by image id, transformed
     * @param prefix of the encoder's tensors in bundles
     * @param parent of its memory
     * @param seed of its first weights
     */
    public OnlineFeatures(
            ResNetFeatures features,
            Map<String, float[]> photos,
            String prefix,
            NDManager parent,
            long seed) {
        if (features.poolFactor() != 1) {
            throw new IllegalArgumentException(
                    "an encoder that is trained gives its own grid, unpooled");
        }
        this.features = features;
        this.photos = Map.copyOf(photos);
        this.prefix = prefix;
        manager = parent.newSubManager();
        Engine.getInstance().setRandomSeed((int) Seeds.derive(seed, "encoder", 0));
        ResNet network = new ResNet(features.architecture());
        network.initialize(manager, DataType.FLOAT32, photosShape(1));
        tensors = network.tensors();
        for (String name : network.learntNames()) {
            trained.put(prefix + name, tensors.get(name));
        }
    }

    private Shape photosShape(int count) {
        return new Shape(count, 3, features.imageSize(), features.imageSize());
    }

    @Override
    public Views views() {
        return Views.PLAIN;
    }

    @Override
    public NDArray encode(List<View> views, NDManager scratch) {
        return grids(views, NormStatistics.RUNNING, scratch);
    }

    @Override
    public NDArray forward(List<View> views, NDManager scratch) {
        return grids(views, NormStatistics.BATCH, scratch);
    }

    private NDArray grids(List<View> views, NormStatistics statistics, NDManager scratch) {
        Shape shape = photosShape(views.size());
        float[] pixels = new float[Math.toIntExact(shape.size())];
        int to = 0;
        for (View view : views) {
            float[] photo = photos.get(view.imageId());
            System.arraycopy(photo, 0, pixels, to, photo.length);
            to += photo.length;
        }
        NDArray grid =
                ResNet.forward(
                        features.architecture(),
                        scratch.create(pixels, shape),
                        tensors::get,
                        statistics);
        return grid.reshape(views.size(), features.channels(), features.cells()).transpose(0, 2, 1);
    }

    /** The encoder's structure. */
    public ResNetFeatures features() {
        return features;
    }

    /** The present values of a tensor by torchvision's name. */
    public float[] values(String name) {
        return tensors.get(name).toFloatArray();
    }

    @Override
    public Map<String, NDArray> parameters() {
        return trained;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        tensors.forEach((name, array) -> state.put(prefix + name, array));
        return state;
    }

    @Override
    public void close() {
        manager.close();
    }
}
