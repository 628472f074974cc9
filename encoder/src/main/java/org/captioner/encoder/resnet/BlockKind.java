package org.captioner.encoder.resnet;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The two residual blocks of He et al. 2015, figure 5. */
public enum BlockKind {
    /** Two 3x3 convolutions; ResNet-18 and 34. */
    BASIC(1, 2),
    /** 1x1 down, 3x3, 1x1 up to four times the width; ResNet-50 and deeper. */
    BOTTLENECK(4, 3);

    private final int expansion;
    private final int convolutions;

    BlockKind(int expansion, int convolutions) {
        this.expansion = expansion;
        this.convolutions = convolutions;
    }

    /** Output channels over the block's width. */
    public int expansion() {
        return expansion;
    }

    /** Convolutions on the main path. */
    public int convolutions() {
        return convolutions;
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
