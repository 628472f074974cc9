package org.captioner.pipeline;

import java.util.List;

/**
 * A photo as the decoder sees it; about 200 kB for a 7x7 grid of ResNet-50. The arrays are shared,
 * not copied, and must not be written to.
 *
 * @param grids one (cells, channels) float32 for each encoder of the captioner, row by row
 */
public record PhotoFeatures(List<float[]> grids) {
    public PhotoFeatures {
        grids = List.copyOf(grids);
    }

    /** The features of a captioner with one encoder. */
    public static PhotoFeatures of(float[] grid) {
        return new PhotoFeatures(List.of(grid));
    }
}
