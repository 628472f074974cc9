package org.captioner.encoder;

import java.util.Optional;
import java.util.function.Function;
import org.captioner.encoder.resnet.ActivationRanges;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.transform.ImageTransform;

/**
 * All that a back end needs to know to compute a residual network's features.
 *
 * @param description of the features that exact arithmetic gives
 * @param folded structure and weights
 * @param ranges of what flows through the network on photos; only eight bit arithmetic needs them
 */
public record EncoderNetwork(
        EncoderDescription description, FoldedResNet folded, Optional<ActivationRanges> ranges) {
    /**
     * A network of tensors at hand, such as those of a model bundle or of a training run.
     *
     * @param tensors values by torchvision's names; read twice, kept not at all
     * @throws IllegalArgumentException if the transform's size is not that of the features
     */
    public static EncoderNetwork of(
            ResNetFeatures features, ImageTransform transform, Function<String, float[]> tensors) {
        return of(features, transform, tensors, features.fingerprint(tensors));
    }

    /**
     * The same of tensors whose fingerprint is known, which takes as long to compute as the rest.
     *
     * @param fingerprint as {@link ResNetFeatures#fingerprint} computes it of these tensors
     */
    public static EncoderNetwork of(
            ResNetFeatures features,
            ImageTransform transform,
            Function<String, float[]> tensors,
            String fingerprint) {
        if (transform.size() != features.imageSize()) {
            throw new IllegalArgumentException(
                    "the transform makes pictures of "
                            + transform.size()
                            + " pixels, the network takes "
                            + features.imageSize());
        }
        EncoderDescription description =
                new EncoderDescription(
                        features.architecture().name(),
                        features.architecture().strides().label(),
                        features.layer().label(),
                        features.gridSide(),
                        features.gridSide(),
                        features.channels(),
                        transform,
                        fingerprint);
        return new EncoderNetwork(
                description, FoldedResNet.fold(features, tensors), Optional.empty());
    }

    /**
     * The same network with known ranges.
     *
     * @throws org.captioner.dataset.InputException if they were measured on another network
     */
    public EncoderNetwork with(ActivationRanges measured) {
        measured.requireFor(folded.features().architecture(), description.fingerprint());
        return new EncoderNetwork(description, folded, Optional.of(measured));
    }
}
