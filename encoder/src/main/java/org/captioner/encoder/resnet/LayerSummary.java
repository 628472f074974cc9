package org.captioner.encoder.resnet;

import java.util.List;

/**
 * One row of the table by which people learn a residual network.
 *
 * @param stage the paper's name, such as {@code conv2_x}
 * @param layer its name in torchvision
 * @param operation what it does, in words
 * @param convolutions of its first block, the shortcut's left out; empty for pools and heads
 * @param blocks how many blocks, 1 for a single operation
 * @param outputSize rows and columns of the output
 * @param channels of the output
 * @param parameters trainable parameters, shortcuts included
 * @param multiplyAdds of convolutions and fully connected layers, for one picture
 */
public record LayerSummary(
        String stage,
        String layer,
        String operation,
        List<Convolution> convolutions,
        int blocks,
        int outputSize,
        int channels,
        long parameters,
        long multiplyAdds) {
    public LayerSummary {
        convolutions = List.copyOf(convolutions);
    }
}
