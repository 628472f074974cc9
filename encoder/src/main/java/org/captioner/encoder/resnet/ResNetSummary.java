package org.captioner.encoder.resnet;

import java.util.ArrayList;
import java.util.List;

/**
 * A residual network as the table that the paper and every tutorial show: stages, sizes, parameters
 * and work.
 *
 * <p>Multiply-adds count one multiplication and one addition as one, in convolutions and the head;
 * publications that give FLOPs usually mean these. Stride placement matters: ResNet-50 takes 3.86
 * billion as published (v1) and 4.09 billion as torchvision builds it (v1.5).
 *
 * @param imageSize rows and columns of the picture
 * @param layers from the stem to the head
 */
public record ResNetSummary(
        ResNetArchitecture architecture, int imageSize, List<LayerSummary> layers) {
    public ResNetSummary {
        layers = List.copyOf(layers);
    }

    /** Walks a network for pictures of {@code imageSize} by {@code imageSize} pixels. */
    public static ResNetSummary of(ResNetArchitecture architecture, int imageSize) {
        List<LayerSummary> layers = new ArrayList<>();
        Convolution stem = architecture.stem();
        int size = stem.outputSize(imageSize);
        layers.add(
                new LayerSummary(
                        "conv1",
                        stem.name(),
                        "convolution",
                        List.of(stem),
                        1,
                        size,
                        stem.outputs(),
                        stem.parameters(),
                        multiplyAdds(stem, size)));
        size = architecture.pool().outputSize(size);
        layers.add(pool("pool1", "maxpool", "max-pool 3x3, stride 2", size, stem.outputs()));
        for (Stage stage : architecture.stages()) {
            LayerSummary layer = stage(stage, architecture.kind(), size, layers.size());
            layers.add(layer);
            size = layer.outputSize();
        }
        if (architecture.classes() > 0) {
            addHead(architecture, layers);
        }
        return new ResNetSummary(architecture, imageSize, layers);
    }

    private static LayerSummary stage(Stage stage, BlockKind kind, int inputSize, int number) {
        long parameters = 0;
        long work = 0;
        int size = inputSize;
        for (ResidualBlock block : stage.blocks()) {
            int blockInput = size;
            for (Convolution convolution : block.convolutions()) {
                size = convolution.outputSize(size);
                parameters += convolution.parameters();
                work += multiplyAdds(convolution, size);
            }
            if (block.projection().isPresent()) {
                Convolution shortcut = block.projection().get();
                parameters += shortcut.parameters();
                work += multiplyAdds(shortcut, shortcut.outputSize(blockInput));
            }
        }
        return new LayerSummary(
                "conv" + number + "_x",
                stage.name(),
                kind.label() + " blocks",
                stage.blocks().get(0).convolutions(),
                stage.blocks().size(),
                size,
                stage.channels(),
                parameters,
                work);
    }

    private static void addHead(ResNetArchitecture architecture, List<LayerSummary> layers) {
        int channels = architecture.channels();
        layers.add(pool("pool", "avgpool", "average over all cells", 1, channels));
        long weights = (long) channels * architecture.classes();
        layers.add(
                new LayerSummary(
                        "fc",
                        "fc",
                        "fully connected, softmax",
                        List.of(),
                        1,
                        1,
                        architecture.classes(),
                        weights + architecture.classes(),
                        weights));
    }

    private static LayerSummary pool(
            String stage, String layer, String operation, int size, int channels) {
        return new LayerSummary(stage, layer, operation, List.of(), 1, size, channels, 0, 0);
    }

    private static long multiplyAdds(Convolution convolution, int outputSize) {
        return convolution.kernelShape().elements() * outputSize * outputSize;
    }

    /** Trainable parameters, as torchvision counts. */
    public long parameters() {
        return layers.stream().mapToLong(LayerSummary::parameters).sum();
    }

    /** Multiply-adds for one picture. */
    public long multiplyAdds() {
        return layers.stream().mapToLong(LayerSummary::multiplyAdds).sum();
    }

    /**
     * The total that Keras prints for the same network: it gives every convolution a bias, which
     * the batch normalisation behind it makes redundant, and counts the running mean and variance,
     * which are not trainable. That is three more numbers per normalised channel: 25,636,712
     * instead of 25,557,032 for ResNet-50.
     */
    public long kerasParameters() {
        long channels = architecture.convolutions().stream().mapToLong(Convolution::outputs).sum();
        return parameters() + 3 * channels;
    }
}
