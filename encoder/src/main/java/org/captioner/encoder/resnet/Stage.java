package org.captioner.encoder.resnet;

import java.util.List;

/**
 * Blocks of one width and picture size.
 *
 * @param name torchvision's, {@code layer1} to {@code layer4}; the paper's conv2_x to conv5_x
 */
public record Stage(String name, List<ResidualBlock> blocks) {
    public Stage {
        blocks = List.copyOf(blocks);
    }

    /** Channels of the stage's output. */
    public int channels() {
        List<Convolution> last = blocks.get(blocks.size() - 1).convolutions();
        return last.get(last.size() - 1).outputs();
    }
}
