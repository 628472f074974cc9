package org.captioner.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.captioner.dataset.InputException;

/**
 * How one photo's features lie in what a network returns.
 *
 * @param rows of the grid
 * @param columns of the grid
 * @param channels numbers per cell
 * @param skipped tokens before the first cell: the class token of a vision transformer
 */
record FeatureLayout(int rows, int columns, int channels, int skipped) {
    /**
     * Recognises (1, channels, rows, columns) of a convolutional network, (1, tokens, channels) of
     * a transformer whose tokens are a square with or without a class token before it, and (1,
     * channels) of a pooled one.
     *
     * @param what is described, for the message
     * @throws InputException if it is none of these
     */
    static FeatureLayout of(String what, Shape shape) {
        if (shape.dimension() == 4 && shape.get(0) == 1) {
            return new FeatureLayout(size(shape, 2), size(shape, 3), size(shape, 1), 0);
        }
        if (shape.dimension() == 3 && shape.get(0) == 1) {
            int tokens = size(shape, 1);
            for (int skipped = 0; skipped <= 1; skipped++) {
                int side = (int) Math.sqrt(tokens - skipped);
                if (side > 0 && side * side == tokens - skipped) {
                    return new FeatureLayout(side, side, size(shape, 2), skipped);
                }
            }
        }
        if (shape.dimension() == 2 && shape.get(0) == 1) {
            return new FeatureLayout(1, 1, size(shape, 1), 0);
        }
        throw new InputException(
                what
                        + ": returns "
                        + shape
                        + " for one photo; features are (1, channels, rows, columns), (1, tokens,"
                        + " channels) with a square of tokens, or (1, channels)");
    }

    private static int size(Shape shape, int axis) {
        return Math.toIntExact(shape.get(axis));
    }

    /** The numbers of {@code output}, cells row by row. */
    float[] cells(NDArray output) {
        if (output.getShape().dimension() == 4) {
            return output.transpose(0, 2, 3, 1).toFloatArray();
        }
        if (skipped > 0) {
            return output.get("0, {}:", skipped).toFloatArray();
        }
        return output.toFloatArray();
    }
}
