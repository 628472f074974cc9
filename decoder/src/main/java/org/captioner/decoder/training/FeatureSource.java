package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.captioner.decoder.network.Mode;

/**
 * Where training takes grids of features from: a store that was filled once, or an encoder that
 * learns along.
 */
public interface FeatureSource {
    /** The views of a photo that training may show. */
    enum Views {
        PLAIN,
        PLAIN_AND_MIRRORED
    }

    /**
     * One photo to look at.
     *
     * @param imageId of the photo
     * @param mirrored whether left and right are swapped
     */
    record View(String imageId, boolean mirrored) {}

    /** Which views {@link #grids} can answer. */
    Views views();

    /**
     * Grids of photos.
     *
     * @return (photos, cells, channels) float32, in the scope of the caller
     */
    NDArray grids(List<View> photos, Mode mode, NDManager manager);

    /** Weights that learn along, by their names in the bundle; empty for stored features. */
    default Map<String, NDArray> parameters() {
        return Map.of();
    }

    /** What a resume has to bring back: the weights, and statistics that are not learnt. */
    default Map<String, NDArray> state() {
        return parameters();
    }
}
