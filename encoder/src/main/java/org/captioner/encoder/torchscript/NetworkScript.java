package org.captioner.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.FoldedConvolution;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResidualBlock;
import org.captioner.encoder.resnet.Stage;
import org.captioner.encoder.resnet.StemPool;

/**
 * The text of a residual network in which every convolution adds its bias, adds the shortcut and
 * rectifies before it writes its result: oneDNN's fused convolutions.
 *
 * <p>Two methods: {@value #PACK} turns the list of {@link #tensors} into the layout that oneDNN
 * prefers, once; {@value #FEATURES} takes images (n, 3, size, size) float32 and the packed list,
 * and returns (n, cells, channels) float32.
 */
abstract class NetworkScript {
    static final String PACK = "pack";
    static final String FEATURES = "features";

    private final ResNetFeatures features;
    private final List<PtNDArray> tensors = new ArrayList<>();
    private final NDManager manager;
    private final StringBuilder pack = new StringBuilder();
    private final StringBuilder body = new StringBuilder();

    /**
     * @param manager of the tensors
     */
    NetworkScript(ResNetFeatures features, NDManager manager) {
        this.features = features;
        this.manager = manager;
    }

    /** Both methods. */
    final String methods() {
        return "  def "
                + PACK
                + "(self: __torch__.Written,\n    w: List[Tensor]) -> List[Tensor]:\n"
                + "    p = annotate(List[Tensor], [])\n"
                + pack
                + "    return p\n  def "
                + FEATURES
                + "(self: __torch__.Written,\n    x: Tensor,\n    w: List[Tensor]) -> Tensor:\n"
                + body;
    }

    /** What {@value #PACK} takes. */
    final PtNDArray[] tensors() {
        return tensors.toArray(PtNDArray[]::new);
    }

    /**
     * Writes the network.
     *
     * @param inputType number of the type that the stem reads
     */
    final void write(FoldedResNet network, int inputType) {
        ResNetArchitecture architecture = features.architecture();
        // 2 is channels last: what the fused convolutions read and write.
        line("x0 = torch.contiguous(torch.to(x, %d), memory_format=2)", inputType);
        String x = stem(network.folded(architecture.stem()), "x0");
        int size = architecture.stem().outputSize(features.imageSize());
        StemPool pool = architecture.pool();
        line(
                "m = torch.max_pool2d(%s, [3, 3], [2, 2], [%2$d, %2$d], [1, 1], %3$s)",
                x, pool.padding(), pool == StemPool.CAFFE ? "True" : "False");
        x = "m";
        size = pool.outputSize(size);
        for (Stage stage : architecture.stages()) {
            for (ResidualBlock block : stage.blocks()) {
                x = block(block, network, x, size);
                for (Convolution c : block.convolutions()) {
                    size = c.outputSize(size);
                }
            }
        }
        finish(x);
    }

    /** Writes the rectified stem; returns the name of its result. */
    abstract String stem(FoldedConvolution stem, String x);

    /**
     * Writes a block.
     *
     * @param x its input
     * @param size rows and columns of the input
     * @return the name of its result
     */
    abstract String block(ResidualBlock block, FoldedResNet network, String x, int size);

    private void finish(String grid) {
        String pooled = grid;
        int factor = features.poolFactor();
        if (factor > 1) {
            line("a = torch.avg_pool2d(%1$s, [%2$d, %2$d], [%2$d, %2$d])", grid, factor);
            pooled = "a";
        }
        line("c = torch.permute(%s, [0, 2, 3, 1])", pooled);
        line("r = torch.reshape(c, [-1, %d, %d])", features.cells(), features.channels());
        line("return torch.to(r, 6)");
    }

    final int imageSize() {
        return features.imageSize();
    }

    final NDManager manager() {
        return manager;
    }

    /** Adds a tensor to those that {@value #PACK} takes; returns where it stands. */
    final int take(NDArray borrowed) {
        try (borrowed) {
            // What create() makes borrows a Java buffer; some tensors are packed as they are.
            tensors.add((PtNDArray) borrowed.duplicate());
        }
        return tensors.size() - 1;
    }

    final int take(float[] values, long... shape) {
        return take(manager.create(values, new Shape(shape)));
    }

    /**
     * Adds kernel and bias of a convolution, to be converted to a type and packed.
     *
     * @param size rows and columns of its input
     * @return where the kernel stands; the bias stands behind it
     */
    final int takeConvolution(FoldedConvolution folded, int size, int type) {
        Convolution c = folded.convolution();
        int kernel = take(folded.kernel(), c.kernelShape().sizes());
        int bias = take(folded.bias(), c.outputs());
        packed(
                "ops.mkldnn._reorder_convolution_weight(torch.to(w[%1$d], %2$d), %3$s, [1, %4$d,"
                        + " %5$d, %5$d])",
                kernel, type, geometry(c), c.inputs(), size);
        packed("torch.to(w[%d], %d)", bias, type);
        return kernel;
    }

    /** Writes a convolution of float32 or bfloat16 numbers. */
    final String convolve(
            FoldedConvolution folded, String x, int size, int type, String activation) {
        int kernel = takeConvolution(folded, size, type);
        line(
                "y%1$d = ops.mkldnn._convolution_pointwise(%2$s, w[%1$d], w[%3$d], %4$s, \"%5$s\","
                        + " annotate(List[Optional[number]], []), None)",
                kernel, x, kernel + 1, geometry(folded.convolution()), activation);
        return "y" + kernel;
    }

    /** Padding, stride, dilation and groups. */
    static String geometry(Convolution c) {
        return String.format(
                Locale.ROOT, "[%1$d, %1$d], [%2$d, %2$d], [1, 1], 1", c.padding(), c.stride());
    }

    /** Adds a line to {@value #FEATURES}. */
    final void line(String format, Object... values) {
        body.append("    ").append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    /** Adds an expression to what {@value #PACK} returns. */
    final void packed(String format, Object... values) {
        String expression = String.format(Locale.ROOT, format, values);
        int next = pack.length();
        pack.append("    p").append(next).append(" = ").append(expression).append('\n');
        pack.append("    _").append(next).append(" = torch.append(p, p").append(next).append(")\n");
    }
}
