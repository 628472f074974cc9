package org.captioner.encoder.torchscript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.resnet.ResidualBlock;
import org.captioner.encoder.resnet.Stage;
import org.captioner.encoder.resnet.StemPool;

/**
 * The text of a residual network whose weights are arguments and whose batch normalisation uses
 * running statistics: what {@code ResNet.forward} computes, in one call of the engine.
 *
 * <p>Kernels take the normalisation in, {@code k = w s} with {@code s = gamma / sqrt(var +
 * epsilon)} and {@code b = beta - mean s}, within the program, so that gradients reach the weights
 * as they are stored. Activations lie channels last. Convolutions that are not trained are fused
 * with what follows them, which has no backward pass.
 */
final class TrunkScript {
    static final String FEATURES = "features";

    private final ResNetFeatures features;
    private final Predicate<Convolution> trained;
    private final int type;
    private final List<String> tensorNames = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private int next;

    /**
     * @param trained which convolutions are differentiated; from the first of them on, all are
     *     computed by operations that have a backward pass
     */
    TrunkScript(
            ResNetFeatures features, Predicate<Convolution> trained, ScriptPrecision precision) {
        this.features = features;
        this.trained = trained;
        this.type = precision.scalarType();
        write();
    }

    /** The method {@value #FEATURES}: images (n, 3, size, size) and {@link #tensorNames}. */
    String methods() {
        return "  def "
                + FEATURES
                + "(self: __torch__.Written,\n    x: Tensor,\n    w: List[Tensor]) -> Tensor:\n"
                + body;
    }

    /** What the second argument holds, by torchvision's names. */
    List<String> tensorNames() {
        return List.copyOf(tensorNames);
    }

    private void write() {
        ResNetArchitecture architecture = features.architecture();
        boolean differentiated = trained.test(architecture.stem());
        // 2 is channels last.
        line("x0 = torch.contiguous(torch.to(x, %d), memory_format=2)", type);
        String x = rectified(architecture.stem(), "x0", differentiated);
        StemPool pool = architecture.pool();
        line(
                "m = torch.max_pool2d(%s, [3, 3], [2, 2], [%2$d, %2$d], [1, 1], %3$s)",
                x, pool.padding(), pool == StemPool.CAFFE ? "True" : "False");
        x = "m";
        for (Stage stage : architecture.stages()) {
            for (ResidualBlock block : stage.blocks()) {
                differentiated |= block.convolutions().stream().anyMatch(trained);
                differentiated |= block.projection().filter(trained).isPresent();
                x = block(block, x, differentiated);
            }
        }
        finish(x);
    }

    private String block(ResidualBlock block, String x, boolean differentiated) {
        String shortcut =
                block.projection().map(p -> convolve(p, x, differentiated, "none")).orElse(x);
        List<Convolution> path = block.convolutions();
        String y = x;
        for (Convolution c : path.subList(0, path.size() - 1)) {
            y = rectified(c, y, differentiated);
        }
        y = convolve(path.get(path.size() - 1), y, differentiated, "none");
        String sum = name("z");
        // In place: neither sum nor rectifier needs its arguments for the backward pass.
        line("%s = torch.relu_(torch.add_(%s, %s))", sum, y, shortcut);
        return sum;
    }

    private String rectified(Convolution c, String x, boolean differentiated) {
        if (!differentiated) {
            return convolve(c, x, false, "relu");
        }
        String y = convolve(c, x, true, "none");
        String z = name("z");
        line("%s = torch.relu_(%s)", z, y);
        return z;
    }

    private String convolve(Convolution c, String x, boolean differentiated, String activation) {
        String scale = name("s");
        String kernel = name("k");
        String bias = name("b");
        String y = name("y");
        line(
                "%s = torch.mul(%s, torch.rsqrt(torch.add(%s, %s)))",
                scale,
                take(c.norm() + ".weight"),
                take(c.norm() + ".running_var"),
                Double.toString(ResNetArchitecture.NORM_EPSILON));
        line(
                "%s = torch.to(torch.mul(%s, torch.reshape(%s, [-1, 1, 1, 1])), %d)",
                kernel, take(c.name() + ".weight"), scale, type);
        line(
                "%s = torch.to(torch.sub(%s, torch.mul(%s, %s)), %d)",
                bias, take(c.norm() + ".bias"), take(c.norm() + ".running_mean"), scale, type);
        if (differentiated) {
            line(
                    "%s = torch.conv2d(%s, torch.contiguous(%s, memory_format=2), %s, [%5$d, %5$d],"
                            + " [%6$d, %6$d], [1, 1], 1)",
                    y, x, kernel, bias, c.stride(), c.padding());
        } else {
            line(
                    "%s = ops.mkldnn._convolution_pointwise(%s, %s, %s, %s, \"%s\","
                            + " annotate(List[Optional[number]], []), None)",
                    y, x, kernel, bias, NetworkScript.geometry(c), activation);
        }
        return y;
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

    private String take(String tensor) {
        tensorNames.add(tensor);
        return "w[" + (tensorNames.size() - 1) + "]";
    }

    private String name(String letter) {
        next++;
        return letter + next;
    }

    private void line(String format, Object... values) {
        body.append("    ").append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
