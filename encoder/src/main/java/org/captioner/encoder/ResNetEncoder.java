package org.captioner.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.function.Function;
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
 * <p>Thread-safe; call from several threads for speed.
 */
public final class ResNetEncoder extends PhotoByPhotoEncoder {
    private final ResNetFeatures features;
    private final ResNetInference network;
    private final NDManager manager;

    private ResNetEncoder(EncoderNetwork network) {
        super(network.description());
        this.features = network.folded().features();
        this.network = new ResNetInference(network.folded());
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
     * @param tensors values by torchvision's names; kept not at all
     * @throws IllegalArgumentException if the transform's size is not that of the features
     */
    public static ResNetEncoder of(
            ResNetFeatures features, ImageTransform transform, Function<String, float[]> tensors) {
        return of(EncoderNetwork.of(features, transform, tensors));
    }

    /** Makes an encoder of a network. */
    public static ResNetEncoder of(EncoderNetwork network) {
        return new ResNetEncoder(network);
    }

    /** The structure behind the description, to be stored with the weights. */
    public ResNetFeatures features() {
        return features;
    }

    @Override
    protected float[] encodeOne(float[] photo) {
        Shape shape = new Shape(1, 3, features.imageSize(), features.imageSize());
        try (NDManager scratch = manager.newSubManager();
                NDArray image = scratch.create(photo, shape)) {
            return network.features(image).toFloatArray();
        }
    }

    @Override
    public void close() {
        network.close();
        manager.close();
    }
}
