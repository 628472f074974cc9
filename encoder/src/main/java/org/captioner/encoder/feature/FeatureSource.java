package org.captioner.encoder.feature;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where training takes grids of features from: a store that was filled once, or an encoder that is
 * trained along with the decoder. For one thread at a time.
 */
public interface FeatureSource {
    /** The views of a photo that a batch sampler may choose from. */
    enum Views {
        PLAIN,
        PLAIN_AND_MIRRORED
    }

    /**
     * One photo of a batch.
     *
     * @param imageId of the photo
     * @param mirrored whether left and right are swapped
     * @param step of the run, from which a source that augments derives what is random about this
     *     view; empty for the photo as it is. Sources that do not augment ignore it
     */
    record View(String imageId, boolean mirrored, OptionalLong step) {
        /** The photo as it is. */
        public static View plain(String imageId) {
            return new View(imageId, false, OptionalLong.empty());
        }
    }

    /** Which views a batch sampler may ask for. */
    Views views();

    /**
     * Grids of photos for inference: nothing is recorded for a backward pass.
     *
     * @return (photos, cells, channels) float32, in the scope of the caller
     */
    NDArray encode(List<View> photos, NDManager manager);

    /**
     * Grids of photos for a training step, differentiable in {@link #parameters}: called within a
     * gradient collector.
     *
     * @return (photos, cells, channels) float32, in the scope of the caller
     */
    default NDArray forward(List<View> photos, NDManager manager) {
        return encode(photos, manager);
    }

    /**
     * Announces the batches to come, in order, so that a source may read photos ahead of them. What
     * was announced before is forgotten. Results do not depend on it.
     */
    default void announce(List<List<View>> batches) {}

    /**
     * Parameters that are trained along, by their names in the bundle; empty for stored features.
     */
    default Map<String, NDArray> parameters() {
        return Map.of();
    }

    /**
     * How the optimiser treats {@link #parameters}; empty if they belong to the decoder's group, or
     * if there are none.
     */
    default Optional<EncoderGroup> group() {
        return Optional.empty();
    }

    /** What a resume has to bring back: the parameters, and statistics that are not trained. */
    default Map<String, NDArray> state() {
        return parameters();
    }
}
