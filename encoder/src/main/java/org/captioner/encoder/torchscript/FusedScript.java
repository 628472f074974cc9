package org.captioner.encoder.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResidualBlock;
import org.captioner.encoder.resnet.Stage;
import org.captioner.encoder.resnet.StemPool;

/**
 * The text of a residual network in which every convolution adds its bias, adds the shortcut and
 * rectifies before it writes its result: oneDNN's fused convolutions.
 *
 * <p>Two methods: {@value #PACK} turns kernels and biases (one list, alternating) into the layout
 * that oneDNN prefers, once; {@value #FEATURES} takes images (n, 3, size, size) float32 and the
 * packed list, and returns (n, cells, channels) float32.
 */
final class FusedScript {
    static final String PACK = "pack";
    static final String FEATURES = "features";

    private final ResNetFeatures features;
    private final Precision precision;
    private final StringBuilder pack = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final List<Convolution> order = new ArrayList<>();

    private FusedScript(ResNetFeatures features, Precision precision) {
        this.features = features;
        this.precision = precision;
        write();
    }

    static FusedScript of(ResNetFeatures features, Precision precision) {
        return new FusedScript(features, precision);
    }

    /** Convolutions in the order in which {@value #PACK} takes their kernels and biases. */
    List<Convolution> order() {
        return List.copyOf(order);
    }

    /** Both methods. */
    String methods() {
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

    private void write() {
        ResNetArchitecture architecture = features.architecture();
        // 2 is channels last: what the fused convolutions read and write.
        line("x0 = torch.contiguous(torch.to(x, %d), memory_format=2)", precision.scalarType());
        String x = convolve(architecture.stem(), "x0", features.imageSize(), "relu");
        int size = architecture.stem().outputSize(features.imageSize());
        StemPool pool = architecture.pool();
        line(
                "m = torch.max_pool2d(%s, [3, 3], [2, 2], [%2$d, %2$d], [1, 1], %3$s)",
                x, pool.padding(), pool == StemPool.CAFFE ? "True" : "False");
        x = "m";
        size = pool.outputSize(size);
        for (Stage stage : architecture.stages()) {
            for (ResidualBlock block : stage.blocks()) {
                x = block(block, x, size);
                for (Convolution c : block.convolutions()) {
                    size = c.outputSize(size);
                }
            }
        }
        finish(x);
    }

    private String block(ResidualBlock block, String x, int size) {
        List<Convolution> path = block.convolutions();
        String shortcut = x;
        if (block.projection().isPresent()) {
            shortcut = convolve(block.projection().get(), x, size, "none");
        }
        String y = x;
        int ySize = size;
        for (Convolution c : path.subList(0, path.size() - 1)) {
            y = convolve(c, y, ySize, "relu");
            ySize = c.outputSize(ySize);
        }
        return convolveAndAdd(path.get(path.size() - 1), y, ySize, shortcut);
    }

    private String convolve(Convolution c, String x, int size, String activation) {
        int weight = take(c, size);
        line(
                "y%1$d = ops.mkldnn._convolution_pointwise(%2$s, w[%1$d], w[%3$d], %4$s, \"%5$s\","
                        + " annotate(List[Optional[number]], []), None)",
                weight, x, weight + 1, geometry(c), activation);
        return "y" + weight;
    }

    private String convolveAndAdd(Convolution c, String x, int size, String shortcut) {
        if (c.outputSize(size) == 1) {
            // The layout of a single cell is ambiguous, and the fused sum refuses it.
            String y = convolve(c, x, size, "none");
            line("s%1$s = torch.relu(torch.add(%1$s, %2$s))", y, shortcut);
            return "s" + y;
        }
        int weight = take(c, size);
        line(
                "y%1$d = ops.mkldnn._convolution_pointwise(%2$s, %5$s, w[%1$d], w[%3$d], %4$s,"
                        + " \"add\", None, \"relu\", annotate(List[Optional[number]], []), None)",
                weight, x, weight + 1, geometry(c), shortcut);
        return "y" + weight;
    }

    /** Padding, stride, dilation and groups. */
    private static String geometry(Convolution c) {
        return String.format(
                Locale.ROOT, "[%1$d, %1$d], [%2$d, %2$d], [1, 1], 1", c.padding(), c.stride());
    }

    /** Where the kernel stands in the list; the bias stands behind it. */
    private int take(Convolution c, int size) {
        int weight = 2 * order.size();
        order.add(c);
        pack.append(
                String.format(
                        Locale.ROOT,
                        "    k%1$d = ops.mkldnn._reorder_convolution_weight(torch.to(w[%1$d],"
                                + " %2$d), %3$s, [1, %4$d, %5$d, %5$d])\n"
                                + "    _%1$d = torch.append(p, k%1$d)\n"
                                + "    _%6$d = torch.append(p, torch.to(w[%6$d], %2$d))\n",
                        weight,
                        precision.scalarType(),
                        geometry(c),
                        c.inputs(),
                        size,
                        weight + 1));
        return weight;
    }

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

    private void line(String format, Object... values) {
        body.append("    ").append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
