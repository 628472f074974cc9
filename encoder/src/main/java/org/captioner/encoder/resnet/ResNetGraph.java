package org.captioner.encoder.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/**
 * The order of operations of a residual network, for any way of computing its convolutions.
 *
 * <p>Differentiable: no scalar arithmetic (whose gradients the engine gets wrong) and nothing in
 * place.
 */
final class ResNetGraph {
    private static final Shape POOL_KERNEL = new Shape(3, 3);
    private static final Shape POOL_STRIDE = new Shape(2, 2);

    private final ResNetArchitecture architecture;
    private final ConvolutionRule rule;

    ResNetGraph(ResNetArchitecture architecture, ConvolutionRule rule) {
        this.architecture = architecture;
        this.rule = rule;
    }

    /**
     * The last stage's output.
     *
     * @param images (batch, 3, rows, columns) float32
     * @return (batch, channels, rows / 32, columns / 32) for four stages
     */
    NDArray grid(NDArray images) {
        NDArray x = stem(images);
        for (Stage stage : architecture.stages()) {
            for (ResidualBlock block : stage.blocks()) {
                x = block(block, x);
            }
        }
        return x;
    }

    NDArray stem(NDArray images) {
        NDArray x = Activation.relu(rule.apply(architecture.stem(), images));
        int padding = architecture.pool().padding();
        boolean overhang = architecture.pool() == StemPool.CAFFE;
        return Pool.maxPool2d(x, POOL_KERNEL, POOL_STRIDE, new Shape(padding, padding), overhang);
    }

    NDArray block(ResidualBlock block, NDArray x) {
        List<Convolution> path = block.convolutions();
        NDArray y = x;
        for (Convolution convolution : path.subList(0, path.size() - 1)) {
            y = Activation.relu(rule.apply(convolution, y));
        }
        y = rule.apply(path.get(path.size() - 1), y);
        NDArray shortcut = block.projection().map(p -> rule.apply(p, x)).orElse(x);
        return Activation.relu(y.add(shortcut));
    }
}
