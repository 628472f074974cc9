package org.captioner.encoder.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Gradients of parts of a computation, for steps whose backward pass is computed by other means
 * than the engine's record. Whole losses go through the engine's gradient collector.
 */
public final class Gradients {
    private Gradients() {}

    /** Whether the calling thread records operations for a backward pass. */
    public static boolean recorded() {
        return JniUtils.isGradMode();
    }

    /**
     * Adds to the gradients of all weights that {@code root} was computed from; the record is used
     * up.
     *
     * @param root of any shape; a weight itself counts as computed from itself
     * @param gradient of the loss in {@code root}, of the same shape
     */
    public static void backward(NDArray root, NDArray gradient) {
        JniUtils.backward((PtNDArray) root, (PtNDArray) gradient, false, false);
    }

    /**
     * Gives an array, a weight perhaps, other values; nothing is recorded. The engine's own {@link
     * NDArray#copyTo} makes libtorch write about a deprecated guard on standard error.
     *
     * @param values of the same shape, at least one axis
     */
    public static void overwrite(NDArray array, NDArray values) {
        boolean recording = JniUtils.isGradMode();
        JniUtils.setGradMode(false);
        try {
            array.set(new NDIndex(":"), values);
        } finally {
            JniUtils.setGradMode(recording);
        }
    }
}
