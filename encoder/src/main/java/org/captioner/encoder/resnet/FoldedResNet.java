package org.captioner.encoder.resnet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * A trained trunk ready for inference: its structure and its folded convolutions.
 *
 * @param convolutions by name ({@code conv1}, {@code layer1.0.conv1}, ...), in the order of {@link
 *     ResNetArchitecture#convolutions()}
 */
public record FoldedResNet(ResNetFeatures features, Map<String, FoldedConvolution> convolutions) {
    public FoldedResNet {
        convolutions = Collections.unmodifiableMap(new LinkedHashMap<>(convolutions));
    }

    /** The folded form of a convolution of this network. */
    public FoldedConvolution folded(Convolution convolution) {
        return Objects.requireNonNull(convolutions.get(convolution.name()), convolution.name());
    }

    /**
     * Folds every convolution.
     *
     * @param tensors values by torchvision's names, as {@link ResNetArchitecture#tensors()} lists
     *     them
     */
    public static FoldedResNet fold(ResNetFeatures features, Function<String, float[]> tensors) {
        Map<String, FoldedConvolution> folded = new LinkedHashMap<>();
        for (Convolution convolution : features.architecture().convolutions()) {
            folded.put(convolution.name(), FoldedConvolution.fold(convolution, tensors));
        }
        return new FoldedResNet(features, folded);
    }
}
