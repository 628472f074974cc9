package org.captioner.dataset.scene;

import com.fasterxml.jackson.annotation.JsonValue;

/** The fill of a drawn object: colours that everybody calls by the same name. */
public enum Colour {
    RED("red", 0xdc2828),
    ORANGE("orange", 0xf58c14),
    YELLOW("yellow", 0xf0d200),
    GREEN("green", 0x28a046),
    BLUE("blue", 0x2850d2),
    PURPLE("purple", 0x8c3cb4),
    BLACK("black", 0x1e1e1e);

    private final String word;
    private final int rgb;

    Colour(String word, int rgb) {
        this.word = word;
        this.rgb = rgb;
    }

    /** The word that captions and {@code scenes.json} use. */
    @JsonValue
    public String word() {
        return word;
    }

    /** The typical fill as 0xRRGGBB; painted ones differ a little. */
    int rgb() {
        return rgb;
    }
}
