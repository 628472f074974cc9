package org.captioner.encoder.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A folded trunk on the engine: the reference that other back ends are compared with.
 *
 * <p>Kernels and pictures lie in memory with the channels last, which the convolutions of an x86
 * processor read a quarter faster than channels first. Thread-safe.
 */
public final class ResNetInference implements AutoCloseable {
    private static final Shape NO_DILATION = new Shape(1, 1);
    private static final Shape NO_PADDING = new Shape(0, 0);

    private final ResNetFeatures features;
    private final ResNetGraph graph;
    private final BiConsumer<Convolution, NDArray> observer;
    private final NDManager manager;
    private final Map<String, NDArray> kernels = new HashMap<>();
    private final Map<String, NDArray> biases = new HashMap<>();

    /** Copies the numbers into native memory; the argument is not needed afterwards. */
    public ResNetInference(FoldedResNet network) {
        this(network, (convolution, input) -> {});
    }

    /**
     * @param observer is shown the input of every convolution, in no particular order and by
     *     whatever thread computes
     */
    ResNetInference(FoldedResNet network, BiConsumer<Convolution, NDArray> observer) {
        this.observer = observer;
        this.features = network.features();
        this.graph = new ResNetGraph(features.architecture(), this::convolve);
        this.manager = NDManager.newBaseManager();
        network.convolutions().forEach(this::take);
    }

    private void take(String name, FoldedConvolution folded) {
        try (NDManager scratch = manager.newSubManager()) {
            Shape shape = new Shape(folded.convolution().kernelShape().sizes());
            // create() lends a Java buffer to the engine; the duplicate does not depend on it.
            NDArray kernel = channelsLast(scratch.create(folded.kernel(), shape)).duplicate();
            kernel.attach(manager);
            kernels.put(name, kernel);
        }
        biases.put(name, manager.create(folded.bias()));
    }

    /**
     * Computes features.
     *
     * @param images (batch, 3, imageSize, imageSize) float32, normalised
     * @return (batch, cells, channels) float32, cells row by row; attached to the manager of {@code
     *     images}
     */
    public NDArray features(NDArray images) {
        NDArray x = keepingOnly(() -> graph.stem(channelsLast(images)));
        for (Stage stage : features.architecture().stages()) {
            for (ResidualBlock block : stage.blocks()) {
                NDArray input = x;
                x = keepingOnly(() -> graph.block(block, input));
                input.close();
            }
        }
        NDArray grid = x;
        try (grid) {
            return keepingOnly(() -> cells(pooled(grid)));
        }
    }

    private NDArray pooled(NDArray grid) {
        int factor = features.poolFactor();
        if (factor == 1) {
            return grid;
        }
        Shape window = new Shape(factor, factor);
        return Pool.avgPool2d(grid, window, window, NO_PADDING, false, false);
    }

    private static NDArray cells(NDArray grid) {
        Shape shape = grid.getShape();
        return grid.transpose(0, 2, 3, 1)
                .reshape(shape.get(0), shape.get(2) * shape.get(3), shape.get(1))
                .duplicate();
    }

    private NDArray convolve(Convolution c, NDArray x) {
        observer.accept(c, x);
        Shape stride = new Shape(c.stride(), c.stride());
        Shape padding = new Shape(c.padding(), c.padding());
        NDArray kernel = kernels.get(c.name());
        NDArray bias = biases.get(c.name());
        return Conv2d.conv2d(x, kernel, bias, stride, padding, NO_DILATION, 1).singletonOrThrow();
    }

    /** The same values in the same order of axes, laid out as (batch, rows, columns, channels). */
    private static NDArray channelsLast(NDArray x) {
        NDArray last = x.transpose(0, 2, 3, 1);
        Shape shape = last.getShape();
        // Flattening is what makes the engine move the numbers; the transpose after it only renames
        // axes.
        return last.reshape(-1).reshape(shape).transpose(0, 3, 1, 2);
    }

    /** Frees what a step leaves behind at once: a batch would else hold every activation. */
    private static NDArray keepingOnly(Supplier<NDArray> step) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray result = step.get();
            NDScope.unregister(result);
            return result;
        }
    }

    /** Frees the kernels. */
    @Override
    public void close() {
        manager.close();
    }
}
