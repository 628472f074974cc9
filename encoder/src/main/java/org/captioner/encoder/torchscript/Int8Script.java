package org.captioner.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.captioner.encoder.resnet.ActivationRanges;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.FoldedConvolution;
import org.captioner.encoder.resnet.FoldedResNet;
import org.captioner.encoder.resnet.ResidualBlock;
import org.captioner.encoder.tensor.QuantisedRows;

/**
 * A residual network whose convolutions multiply eight bit integers: kernels with a scale per
 * output channel, inputs without a sign in known ranges.
 *
 * <p>The stem and the sums that run along the shortcuts stay float32; what a block reads is rounded
 * from them, so that rounding errors of many blocks do not pile up.
 */
final class Int8Script extends NetworkScript {
    private static final int UINT8 = 0;
    private static final int FLOAT32 = 6;

    /** The type of tensors that know their scale: {@code c10::quint8}. */
    private static final int QUANTISED = 13;

    private final ActivationRanges ranges;

    Int8Script(FoldedResNet network, ActivationRanges ranges, NDManager manager) {
        super(network.features(), manager);
        this.ranges = ranges;
        write(network, FLOAT32);
    }

    @Override
    String stem(FoldedConvolution stem, String x) {
        return convolve(stem, x, imageSize(), FLOAT32, "relu");
    }

    @Override
    String block(ResidualBlock block, FoldedResNet network, String x, int size) {
        List<Convolution> path = block.convolutions();
        double step = ranges.step(path.get(0));
        String q = "q" + x;
        line(
                "%s = torch.int_repr(torch.quantize_per_tensor(%s, %s, 0, %d))",
                q, x, number(step), QUANTISED);
        String shortcut = x;
        if (block.projection().isPresent()) {
            Convolution c = block.projection().get();
            Call call = new Call(network.folded(c), q, step, size);
            shortcut = convolve(call, 1, FLOAT32, "none");
        }
        String y = q;
        int ySize = size;
        for (int i = 0; i < path.size() - 1; i++) {
            Convolution c = path.get(i);
            double next = ranges.step(path.get(i + 1));
            y = convolve(new Call(network.folded(c), y, step, ySize), next, UINT8, "relu");
            ySize = c.outputSize(ySize);
            step = next;
        }
        Convolution last = path.get(path.size() - 1);
        return convolveAndAdd(new Call(network.folded(last), y, step, ySize), shortcut);
    }

    /**
     * A convolution of eight bit numbers.
     *
     * @param x its input
     * @param step what the input's numbers stand for
     * @param size rows and columns of the input
     */
    private record Call(FoldedConvolution folded, String x, double step, int size) {
        Convolution convolution() {
            return folded.convolution();
        }
    }

    private String convolve(Call call, double step, int type, String activation) {
        int kernel = takeQuantised(call);
        line(
                "y%d = ops.onednn.qconv2d_pointwise(%s, %s, %s, 0, %d, \"%s\","
                        + " annotate(List[Optional[number]], []), None)",
                kernel, operands(call, kernel, ""), shape(call), number(step), type, activation);
        return "y" + kernel;
    }

    private String convolveAndAdd(Call call, String shortcut) {
        if (call.convolution().outputSize(call.size()) == 1) {
            // As in float32: the layout of a single cell is ambiguous.
            String y = convolve(call, 1, FLOAT32, "none");
            line("s%1$s = torch.relu(torch.add(%1$s, %2$s))", y, shortcut);
            return "s" + y;
        }
        int kernel = takeQuantised(call);
        // The sum is written over the shortcut, which nobody needs afterwards.
        line(
                "y%d = ops.onednn.qconv2d_pointwise(%s, %s, 1.0, 0, %d, 1.0, 0, \"sum\", 1,"
                        + " \"relu\", annotate(List[Optional[number]], []), None)",
                kernel, operands(call, kernel, shortcut + ", "), shape(call), FLOAT32);
        return "y" + kernel;
    }

    /** Input, kernel, bias; and between them what is added to. */
    private static String operands(Call call, int kernel, String sum) {
        return String.format(
                Locale.ROOT,
                "%1$s, %2$s, 0, w[%3$d], w[%4$d], w[%5$d], %6$sw[%7$d]",
                call.x(),
                number(call.step()),
                kernel,
                kernel + 1,
                kernel + 2,
                sum,
                kernel + 3);
    }

    /** Stride, padding, dilation and groups. */
    private static String shape(Call call) {
        Convolution c = call.convolution();
        return String.format(
                Locale.ROOT, "[%1$d, %1$d], [%2$d, %2$d], [1, 1], 1", c.stride(), c.padding());
    }

    /** Adds kernel, scales, offsets (zero) and bias; returns where the kernel stands. */
    private int takeQuantised(Call call) {
        Convolution c = call.convolution();
        QuantisedRows quantised = QuantisedRows.of(call.folded().kernel(), c.outputs());
        int kernel = take(eightBit(quantised.values(), c));
        int scales = take(quantised.scales(), c.outputs());
        int offsets = take(manager().create(new long[c.outputs()]));
        int bias = take(call.folded().bias(), c.outputs());
        packed(
                "ops.onednn.qconv_prepack(w[%1$d], w[%2$d], %3$s, 0, %4$s, [1, %5$d, %6$d, %6$d])",
                kernel, scales, number(call.step()), shape(call), c.inputs(), call.size());
        packed("torch.to(w[%d], %d)", scales, FLOAT32);
        packed("torch.to(w[%d], 4)", offsets);
        packed("torch.to(w[%d], %d)", bias, FLOAT32);
        return kernel;
    }

    private NDArray eightBit(byte[] values, Convolution c) {
        ByteBuffer buffer = manager().allocateDirect(values.length);
        buffer.put(values).rewind();
        return manager().create(buffer, new Shape(c.kernelShape().sizes()), DataType.INT8);
    }

    /** A number as TorchScript writes it: with a point, so that it is not an integer. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.17e", value);
    }
}
