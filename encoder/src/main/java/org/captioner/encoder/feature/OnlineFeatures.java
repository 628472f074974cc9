package org.captioner.encoder.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.captioner.encoder.resnet.ResNetFeatures;

/**
 * Grids of an encoder that is trained along with the decoder: photos are read, augmented and
 * encoded anew in every step.
 *
 * <p>Views of a training step are augmented and encoded in the precision of training; views without
 * a step are the photos as they are, in float32. Both always see the present weights.
 */
public final class OnlineFeatures implements FeatureSource, AutoCloseable {
    private final TrainableEncoder encoder;
    private final PhotoStream photos;
    private final Optional<EncoderGroup> group;
    private final String prefix;

    /**
     * Takes over encoder and photos and closes them in the end.
     *
     * @param group how the optimiser treats the encoder; empty to have it in the decoder's group
     * @param prefix of the encoder's tensors in bundles
     */
    public OnlineFeatures(
            TrainableEncoder encoder,
            PhotoStream photos,
            Optional<EncoderGroup> group,
            String prefix) {
        this.encoder = encoder;
        this.photos = photos;
        this.group = group;
        this.prefix = prefix;
    }

    /** Views are plain: mirroring is a part of the augmentation. */
    @Override
    public Views views() {
        return Views.PLAIN;
    }

    @Override
    public void announce(List<List<View>> batches) {
        photos.announce(batches);
    }

    @Override
    public NDArray encode(List<View> views, NDManager scratch) {
        boolean ofStep = views.stream().anyMatch(view -> view.step().isPresent());
        return grids(views, ofStep ? encoder::encodeAsInTraining : encoder::encode, scratch);
    }

    @Override
    public NDArray forward(List<View> views, NDManager scratch) {
        return grids(views, encoder::forward, scratch);
    }

    private NDArray grids(List<View> views, UnaryOperator<NDArray> network, NDManager scratch) {
        int size = encoder.features().imageSize();
        Shape shape = new Shape(views.size(), 3, size, size);
        return network.apply(scratch.create(photos.pixels(views), shape));
    }

    /** The encoder's structure. */
    public ResNetFeatures features() {
        return encoder.features();
    }

    /** The present values of a tensor by torchvision's name. */
    public float[] values(String name) {
        return Objects.requireNonNull(encoder.tensors().get(name), name).toFloatArray();
    }

    @Override
    public Map<String, NDArray> parameters() {
        return prefixed(encoder.parameters());
    }

    @Override
    public Optional<EncoderGroup> group() {
        return group;
    }

    @Override
    public Map<String, NDArray> state() {
        return prefixed(encoder.tensors());
    }

    private Map<String, NDArray> prefixed(Map<String, NDArray> arrays) {
        Map<String, NDArray> prefixed = new LinkedHashMap<>();
        arrays.forEach((name, array) -> prefixed.put(prefix + name, array));
        return prefixed;
    }

    @Override
    public void close() {
        photos.close();
        encoder.close();
    }
}
