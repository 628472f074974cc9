package org.captioner.encoder.resnet;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.captioner.dataset.InputException;

/** The stage whose output is taken as features, by torchvision's names. */
public enum FeatureLayer {
    /** conv2_x, a quarter of the picture's size. */
    LAYER1(1),
    /** conv3_x, an eighth. */
    LAYER2(2),
    /** conv4_x, a sixteenth: 14x14 for 224x224 pixels. */
    LAYER3(3),
    /** conv5_x, a thirty-second: 7x7 for 224x224 pixels. */
    LAYER4(4);

    private final int stages;

    FeatureLayer(int stages) {
        this.stages = stages;
    }

    /** How many stages run up to and with this one. */
    public int stages() {
        return stages;
    }

    /** The layer that ends with the given stage, 1 to 4. */
    public static FeatureLayer ofStages(int stages) {
        return values()[stages - 1];
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code layer1} to {@code layer4}.
     *
     * @throws InputException if it is none of them
     */
    public static FeatureLayer parse(String label) {
        for (FeatureLayer layer : values()) {
            if (layer.label().equals(label)) {
                return layer;
            }
        }
        throw new InputException(
                "unknown feature layer '" + label + "'; use layer4, layer3, layer2 or layer1");
    }
}
