package org.captioner.encoder.resnet;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.captioner.dataset.InputException;

/**
 * Which convolution of a bottleneck halves the picture. Weights trained for one placement load into
 * the other without complaint and give wrong features, so files should name theirs.
 */
public enum StridePlacement {
    /** The first 1x1, as published and as in Caffe's and Keras's weights. */
    V1("v1"),
    /** The 3x3, as in torchvision's weights; half a percent more accurate on ImageNet. */
    V1_5("v1.5");

    private final String label;

    StridePlacement(String label) {
        this.label = label;
    }

    @JsonValue
    public String label() {
        return label;
    }

    /**
     * Reads {@code v1} or {@code v1.5}.
     *
     * @throws InputException if it is neither
     */
    public static StridePlacement parse(String label) {
        return Arrays.stream(values())
                .filter(value -> value.label.equals(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "unknown ResNet variant '"
                                                + label
                                                + "'; use "
                                                + Arrays.stream(values())
                                                        .map(StridePlacement::label)
                                                        .collect(Collectors.joining(" or "))));
    }
}
