package org.captioner.encoder.resnet;

import java.util.List;
import java.util.Optional;

/**
 * Convolutions whose result is added to the block's input, then rectified.
 *
 * @param name such as {@code layer1.0}
 * @param convolutions the main path; a rectifier follows each but the last
 * @param projection the shortcut's 1x1 convolution where size or channels change; otherwise the
 *     input itself is added
 */
public record ResidualBlock(
        String name, List<Convolution> convolutions, Optional<Convolution> projection) {
    public ResidualBlock {
        convolutions = List.copyOf(convolutions);
    }
}
