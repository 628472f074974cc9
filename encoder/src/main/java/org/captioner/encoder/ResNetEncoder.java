package org.captioner.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResNetInference;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.transform.ImageTransform;

/**
 * The reference back end: a residual network on the tensor engine, batch normalisation folded into
 * the convolutions.
 *
 * <pre>{@code
 * TensorEngine.start(1);
 * try (ImageEncoder encoder = ResNetEncoder.load(weights, EncoderOptions.defaults())) {
 *     float[] grid = encoder.encode(pixels, 1); // (1, 49, 2048) of a whole ResNet-50
 * }
 * }</pre>
 *
 * <p>Photos run one after another within a call: on a processor that costs nothing over a batch,
 * and no photo's last digit can depend on its neighbours. Call from several threads for speed.
 */
public final class ResNetEncoder implements ImageEncoder {
    private final EncoderDescription description;
    private final ResNetFeatures features;
    private final ResNetInference network;
    private final NDManager manager;

    private ResNetEncoder(
            ResNetFeatures features, ImageTransform transform, Function<String, float[]> tensors) {
        this.features = features;
        this.description = describe(features, transform, tensors);
        this.network = new ResNetInference(FoldedResNet.fold(features, tensors));
        this.manager = NDManager.newBaseManager();
    }

    /**
     * Loads weights from a safetensors file with torchvision's, timm's or Hugging Face's names.
     *
     * @throws org.captioner.dataset.InputException if the file is not sound, not a whole residual
     *     network, or does not suit the options
     */
    public static ResNetEncoder load(Path weights, EncoderOptions options) {
        try (ResNetWeights file = ResNetWeights.open(weights)) {
            return of(options.resolve(file), options.transform(), file::values);
        }
    }

    /**
     * Makes an encoder of tensors at hand, such as those of a model bundle or of a training run.
     *
     * @param tensors values by torchvision's names; read once
     * @throws IllegalArgumentException if the transform's size is not that of the features
     */
    public static ResNetEncoder of(
            ResNetFeatures features, ImageTransform transform, Function<String, float[]> tensors) {
        return new ResNetEncoder(features, transform, tensors);
    }

    /** What any back end says of a residual network. */
    public static EncoderDescription describe(
            ResNetFeatures features, ImageTransform transform, Function<String, float[]> tensors) {
        if (transform.size() != features.imageSize()) {
            throw new IllegalArgumentException(
                    "the transform makes pictures of "
                            + transform.size()
                            + " pixels, the network takes "
                            + features.imageSize());
        }
        return new EncoderDescription(
                features.architecture().name(),
                features.architecture().strides().label(),
                features.layer().label(),
                features.gridSide(),
                features.gridSide(),
                features.channels(),
                transform,
                features.fingerprint(tensors));
    }

    @Override
    public EncoderDescription description() {
        return description;
    }

    /** The structure behind the description, to be stored with the weights. */
    public ResNetFeatures features() {
        return features;
    }

    @Override
    public float[] encode(float[] photos, int count) {
        description.requirePhotos(photos, count);
        int pixels = description.transform().length();
        Shape shape = new Shape(1, 3, features.imageSize(), features.imageSize());
        float[] grids = new float[count * description.length()];
        for (int photo = 0; photo < count; photo++) {
            float[] one = Arrays.copyOfRange(photos, photo * pixels, (photo + 1) * pixels);
            try (NDManager scratch = manager.newSubManager();
                    NDArray image = scratch.create(one, shape)) {
                float[] grid = network.features(image).toFloatArray();
                System.arraycopy(grid, 0, grids, photo * grid.length, grid.length);
            }
        }
        return grids;
    }

    @Override
    public void close() {
        network.close();
        manager.close();
    }
}
