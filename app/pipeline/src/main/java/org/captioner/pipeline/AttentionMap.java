package org.captioner.pipeline;

import java.util.List;

/**
 * Where a decoder attended while it produced one word.
 *
 * @param rows of the grid of features, at least 1
 * @param columns of the grid, at least 1
 * @param weights of the cells, row by row from the top left; 0 or more each, 1 or less together
 */
public record AttentionMap(int rows, int columns, List<Float> weights) {
    public AttentionMap {
        if (rows < 1 || columns < 1 || weights.size() != rows * columns) {
            throw new IllegalArgumentException(
                    weights.size() + " weights for " + rows + " rows and " + columns + " columns");
        }
        weights = List.copyOf(weights);
    }
}
