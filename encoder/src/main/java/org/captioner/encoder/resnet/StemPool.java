package org.captioner.encoder.resnet;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.captioner.dataset.InputException;

/**
 * How the 3x3 max-pool of stride 2 after the first convolution treats the border. Both conventions
 * turn 112x112 into 56x56, but the cells lie one pixel apart.
 */
public enum StemPool {
    /** One pixel of padding on every side. */
    TORCHVISION(1),
    /** No padding; the last window may hang over the edge (ceil mode). */
    CAFFE(0);

    private final int padding;

    StemPool(int padding) {
        this.padding = padding;
    }

    public int padding() {
        return padding;
    }

    /** Rows or columns after pooling. */
    public int outputSize(int inputSize) {
        return this == TORCHVISION ? (inputSize - 1) / 2 + 1 : (inputSize - 2) / 2 + 1;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code torchvision} or {@code caffe}.
     *
     * @throws InputException if it is neither
     */
    public static StemPool parse(String label) {
        for (StemPool pool : values()) {
            if (pool.label().equals(label)) {
                return pool;
            }
        }
        throw new InputException(
                "unknown max-pool convention '" + label + "'; use torchvision or caffe");
    }
}
