package org.captioner.encoder;

import java.util.Objects;
import java.util.Optional;
import org.captioner.dataset.InputException;
import org.captioner.encoder.resnet.FeatureLayer;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.resnet.StemPool;
import org.captioner.encoder.resnet.StridePlacement;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;

/**
 * What a person may choose about an encoder; what is left open is taken from the weights.
 *
 * <pre>{@code
 * EncoderOptions.defaults().withLayer(FeatureLayer.LAYER3).withGrid(7);
 * }</pre>
 *
 * @param architecture required name such as {@code resnet50}; otherwise whatever the file holds
 * @param layer whose output is wanted; otherwise the file's last
 * @param strides of bottlenecks; otherwise from the file's metadata, else v1.5
 * @param pool convention of the max-pool; otherwise from the file's metadata, else torchvision's
 * @param grid rows and columns to average the grid to; otherwise the network's own
 * @param transform what photos go through
 */
public record EncoderOptions(
        Optional<String> architecture,
        Optional<FeatureLayer> layer,
        Optional<StridePlacement> strides,
        Optional<StemPool> pool,
        Optional<Integer> grid,
        ImageTransform transform) {
    private static final int USUAL_SIZE = 224;

    public EncoderOptions {
        Objects.requireNonNull(transform, "transform");
    }

    /** Everything from the file; whole photos squashed to 224x224, normalised as for ImageNet. */
    public static EncoderOptions defaults() {
        return new EncoderOptions(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ImageTransform.imageNet(Resize.SQUASH, USUAL_SIZE));
    }

    public EncoderOptions withArchitecture(String name) {
        return new EncoderOptions(Optional.of(name), layer, strides, pool, grid, transform);
    }

    public EncoderOptions withLayer(FeatureLayer choice) {
        return new EncoderOptions(
                architecture, Optional.of(choice), strides, pool, grid, transform);
    }

    public EncoderOptions withStrides(StridePlacement choice) {
        return new EncoderOptions(architecture, layer, Optional.of(choice), pool, grid, transform);
    }

    public EncoderOptions withPool(StemPool choice) {
        return new EncoderOptions(
                architecture, layer, strides, Optional.of(choice), grid, transform);
    }

    public EncoderOptions withGrid(int side) {
        return new EncoderOptions(architecture, layer, strides, pool, Optional.of(side), transform);
    }

    public EncoderOptions withTransform(ImageTransform choice) {
        return new EncoderOptions(architecture, layer, strides, pool, grid, choice);
    }

    /**
     * The features that these options and a file amount to.
     *
     * @throws InputException if the file holds another architecture than the one required, ends
     *     before the layer, or has a grid that cannot be averaged as wished
     */
    public ResNetFeatures resolve(ResNetWeights weights) {
        ResNetArchitecture found = weights.architecture();
        if (architecture.isPresent() && !architecture.get().equals(found.name())) {
            throw new InputException(
                    weights.path()
                            + ": holds "
                            + found.name()
                            + ", not "
                            + architecture.get()
                            + "; leave the architecture out or choose another file");
        }
        ResNetArchitecture trunk =
                found.withStrides(strides.orElse(found.strides()))
                        .withPool(pool.orElse(found.pool()))
                        .upTo(layer.orElse(FeatureLayer.ofStages(found.blocks().size())));
        ResNetFeatures features = ResNetFeatures.of(trunk, transform.size());
        return grid.map(features::pooledTo).orElse(features);
    }
}
