package org.captioner.encoder.onnx;

import java.util.List;
import java.util.Optional;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.FoldedConvolution;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResidualBlock;
import org.captioner.encoder.resnet.Stage;

/** Writes the operations of a folded residual network, in float32, into a graph. */
final class OnnxResNet {
    private static final int POOL_KERNEL = 3;
    private static final int POOL_STRIDE = 2;

    private final FoldedResNet network;
    private final OnnxGraph graph;

    OnnxResNet(FoldedResNet network, OnnxGraph graph) {
        this.network = network;
        this.graph = graph;
    }

    /**
     * Adds the trunk.
     *
     * @param images name of a value (n, 3, imageSize, imageSize)
     * @return name of the last stage's output (n, channels, rows, columns)
     */
    String grid(String images) {
        ResNetArchitecture architecture = network.features().architecture();
        String x = rectify(convolve(architecture.stem(), images));
        int stem = architecture.stem().outputSize(network.features().imageSize());
        x = stemPool(graph, architecture, stem, x);
        for (Stage stage : architecture.stages()) {
            for (ResidualBlock block : stage.blocks()) {
                x = block(block, x);
            }
        }
        return x;
    }

    private String block(ResidualBlock block, String x) {
        List<Convolution> path = block.convolutions();
        String y = x;
        for (Convolution convolution : path.subList(0, path.size() - 1)) {
            y = rectify(convolve(convolution, y));
        }
        y = convolve(path.get(path.size() - 1), y);
        Optional<Convolution> projection = block.projection();
        String shortcut = projection.isPresent() ? convolve(projection.get(), x) : x;
        return rectify(graph.node("Add", List.of(y, shortcut), block.name()));
    }

    private String convolve(Convolution c, String x) {
        FoldedConvolution folded = network.folded(c);
        String kernel =
                graph.floats(c.name() + ".weight", folded.kernel(), c.kernelShape().sizes());
        String bias = graph.floats(c.name() + ".bias", folded.bias(), c.outputs());
        return graph.node("Conv", List.of(x, kernel, bias), c.name(), attributes(c));
    }

    private String rectify(String x) {
        return graph.node("Relu", List.of(x), x + ".relu");
    }

    /** Kernel, strides and padding. */
    static OnnxAttribute[] attributes(Convolution c) {
        return new OnnxAttribute[] {
            OnnxAttribute.of("kernel_shape", c.kernel(), c.kernel()),
            OnnxAttribute.of("strides", c.stride(), c.stride()),
            OnnxAttribute.of("pads", c.padding(), c.padding(), c.padding(), c.padding())
        };
    }

    /**
     * Adds the max-pool behind the stem. Where windows may hang over the edge, the overhang is
     * written as padding at the end, because readers differ over ONNX's ceil mode.
     *
     * @param size rows and columns of {@code x}
     */
    static String stemPool(OnnxGraph graph, ResNetArchitecture architecture, int size, String x) {
        int before = architecture.pool().padding();
        int reach = (architecture.pool().outputSize(size) - 1) * POOL_STRIDE + POOL_KERNEL;
        int after = Math.max(0, reach - before - size);
        return graph.node(
                "MaxPool",
                List.of(x),
                "maxpool",
                OnnxAttribute.of("kernel_shape", POOL_KERNEL, POOL_KERNEL),
                OnnxAttribute.of("strides", POOL_STRIDE, POOL_STRIDE),
                OnnxAttribute.of("pads", before, before, after, after));
    }

    /**
     * Adds the averaging of cells and the change of layout.
     *
     * @param grid name of a value (n, channels, rows, columns)
     * @param output name to give to (n, cells, channels), cells row by row
     */
    static String cells(OnnxGraph graph, ResNetFeatures features, String grid, String output) {
        String pooled = grid;
        int factor = features.poolFactor();
        if (factor > 1) {
            pooled =
                    graph.node(
                            "AveragePool",
                            List.of(grid),
                            "pooled",
                            OnnxAttribute.of("kernel_shape", factor, factor),
                            OnnxAttribute.of("strides", factor, factor));
        }
        String last =
                graph.node(
                        "Transpose",
                        List.of(pooled),
                        "channels_last",
                        OnnxAttribute.of("perm", 0, 2, 3, 1));
        // 0 keeps the count of photos.
        String shape = graph.longs("shape", 0, features.cells(), features.channels());
        return graph.node("Reshape", List.of(last, shape), output);
    }
}
