package org.captioner.encoder.torchscript;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.FoldedConvolution;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResidualBlock;

/** A residual network whose numbers are float32 or bfloat16 throughout. */
final class FusedScript extends NetworkScript {
    private final int type;

    FusedScript(FoldedResNet network, ScriptPrecision precision, NDManager manager) {
        super(network.features(), manager);
        type = precision.scalarType();
        write(network, type);
    }

    @Override
    String stem(FoldedConvolution stem, String x) {
        return convolve(stem, x, imageSize(), type, "relu");
    }

    @Override
    String block(ResidualBlock block, FoldedResNet network, String x, int size) {
        List<Convolution> path = block.convolutions();
        String shortcut = x;
        if (block.projection().isPresent()) {
            shortcut = convolve(network.folded(block.projection().get()), x, size, type, "none");
        }
        String y = x;
        int ySize = size;
        for (Convolution c : path.subList(0, path.size() - 1)) {
            y = convolve(network.folded(c), y, ySize, type, "relu");
            ySize = c.outputSize(ySize);
        }
        Convolution last = path.get(path.size() - 1);
        return convolveAndAdd(network.folded(last), y, ySize, shortcut);
    }

    private String convolveAndAdd(FoldedConvolution folded, String x, int size, String shortcut) {
        Convolution c = folded.convolution();
        if (c.outputSize(size) == 1) {
            // The layout of a single cell is ambiguous, and the fused sum refuses it.
            String y = convolve(folded, x, size, type, "none");
            line("s%1$s = torch.relu(torch.add(%1$s, %2$s))", y, shortcut);
            return "s" + y;
        }
        int kernel = takeConvolution(folded, size, type);
        line(
                "y%1$d = ops.mkldnn._convolution_pointwise(%2$s, %5$s, w[%1$d], w[%3$d], %4$s,"
                        + " \"add\", None, \"relu\", annotate(List[Optional[number]], []), None)",
                kernel, x, kernel + 1, geometry(c), shortcut);
        return "y" + kernel;
    }
}
