package org.captioner.dataset.scene;

import com.fasterxml.jackson.annotation.JsonValue;

/** The outline of a drawn object. */
public enum Shape {
    CIRCLE("circle"),
    SQUARE("square"),
    TRIANGLE("triangle"),
    STAR("star"),
    CROSS("cross");

    private final String word;

    Shape(String word) {
        this.word = word;
    }

    /** The word that captions and {@code scenes.json} use. */
    @JsonValue
    public String word() {
        return word;
    }
}
