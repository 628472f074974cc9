package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.captioner.encoder.feature.FeatureSource;

/** Random grids by image id, held in memory. */
final class MemoryGrids implements FeatureSource {
    private final int cells;
    private final int channels;
    private final Views views;
    private final Map<String, float[]> grids = new HashMap<>();

    MemoryGrids(int images, int cells, int channels, Views views) {
        this.cells = cells;
        this.channels = channels;
        this.views = views;
        for (int image = 0; image < images; image++) {
            Random random = new Random(image);
            float[] grid = new float[cells * channels];
            for (int i = 0; i < grid.length; i++) {
                grid[i] = (float) random.nextGaussian();
            }
            grids.put(id(image), grid);
        }
    }

    static String id(int image) {
        return "image-" + image;
    }

    @Override
    public Views views() {
        return views;
    }

    @Override
    public NDArray encode(List<View> photos, NDManager manager) {
        float[] all = new float[photos.size() * cells * channels];
        int to = 0;
        for (View photo : photos) {
            float[] grid = grids.get(photo.imageId());
            System.arraycopy(grid, 0, all, to, grid.length);
            to += grid.length;
        }
        return manager.create(all, new Shape(photos.size(), cells, channels));
    }
}
