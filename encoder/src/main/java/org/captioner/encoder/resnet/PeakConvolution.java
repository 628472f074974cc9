package org.captioner.encoder.resnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * One 3x3 convolution of 256 channels, the shape that processors are best at: the yardstick for
 * whole networks, which read, add and rectify besides.
 *
 * <p>Thread-safe; the tensor engine must have been started.
 */
public final class PeakConvolution implements AutoCloseable {
    private static final int CHANNELS = 256;
    private static final int SIDE = 28;
    private static final int KERNEL = 3;
    private static final Shape ONE = new Shape(1, 1);

    /** Multiply-adds of one {@link #run}. */
    public static final long MULTIPLY_ADDS =
            (long) SIDE * SIDE * CHANNELS * CHANNELS * KERNEL * KERNEL;

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray image = channelsLast(manager.ones(new Shape(1, SIDE, SIDE, CHANNELS)));
    private final NDArray kernel =
            channelsLast(manager.ones(new Shape(CHANNELS, KERNEL, KERNEL, CHANNELS)));
    private final NDArray bias = manager.ones(new Shape(CHANNELS));

    private static NDArray channelsLast(NDArray stored) {
        return stored.transpose(0, 3, 1, 2);
    }

    /** Computes it once, in float32. */
    public void run() {
        Conv2d.conv2d(image, kernel, bias, ONE, ONE, ONE, 1).close();
    }

    @Override
    public void close() {
        manager.close();
    }
}
