package org.captioner.dataset.scene;

import com.fasterxml.jackson.annotation.JsonValue;

/** How large a drawn object is; the two differ by half, and never meet in between. */
public enum Size {
    SMALL("small"),
    LARGE("large");

    private final String word;

    Size(String word) {
        this.word = word;
    }

    /** The word that captions and {@code scenes.json} use. */
    @JsonValue
    public String word() {
        return word;
    }
}
