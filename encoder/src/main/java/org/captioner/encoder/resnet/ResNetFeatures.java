package org.captioner.encoder.resnet;

import java.util.Locale;
import java.util.function.Function;
import org.captioner.dataset.InputException;

/**
 * Which features of which network: the structure that every back end computes alike.
 *
 * @param architecture ends with the stage whose output is wanted; has no head
 * @param imageSize rows and columns of the pictures, at least 32
 * @param gridSide rows and columns of the features; smaller than the network's own grid if
 *     neighbouring cells are averaged
 */
public record ResNetFeatures(ResNetArchitecture architecture, int imageSize, int gridSide) {
    private static final int SMALLEST_IMAGE = 32;
    private static final int LARGEST_IMAGE = 2048;

    public ResNetFeatures {
        if (architecture.classes() > 0) {
            throw new IllegalArgumentException("features come from a network without a head");
        }
        if (imageSize < SMALLEST_IMAGE || imageSize > LARGEST_IMAGE) {
            throw new InputException(
                    "the image size must lie in "
                            + SMALLEST_IMAGE
                            + " to "
                            + LARGEST_IMAGE
                            + ", not "
                            + imageSize);
        }
        int own = architecture.outputSize(imageSize);
        if (gridSide < 1 || own % gridSide != 0) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "a grid of %1$dx%1$d cells cannot be averaged to %2$dx%2$d;"
                                    + " choose a divisor of %1$d",
                            own,
                            gridSide));
        }
    }

    /** The network's own grid, nothing averaged. */
    public static ResNetFeatures of(ResNetArchitecture architecture, int imageSize) {
        return new ResNetFeatures(architecture, imageSize, architecture.outputSize(imageSize));
    }

    /** The same averaged to {@code side} by {@code side} cells. */
    public ResNetFeatures pooledTo(int side) {
        return new ResNetFeatures(architecture, imageSize, side);
    }

    /** How many cells in each direction are averaged into one; 1 for none. */
    public int poolFactor() {
        return architecture.outputSize(imageSize) / gridSide;
    }

    /** Cells of one photo. */
    public int cells() {
        return gridSide * gridSide;
    }

    /** Numbers per cell. */
    public int channels() {
        return architecture.channels();
    }

    /** The layer the features come from. */
    public FeatureLayer layer() {
        return FeatureLayer.ofStages(architecture.blocks().size());
    }

    /**
     * SHA-256 over the structure and the weights, in hexadecimal: equal fingerprints, equal
     * features.
     *
     * @param tensors values by torchvision's names
     */
    public String fingerprint(Function<String, float[]> tensors) {
        return Fingerprint.of(this, tensors);
    }
}
