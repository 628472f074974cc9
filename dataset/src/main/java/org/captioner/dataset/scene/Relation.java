package org.captioner.dataset.scene;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where the first object of a scene is, seen from the second. */
public enum Relation {
    LEFT_OF("left of", "to the left of", "to the left of it"),
    RIGHT_OF("right of", "to the right of", "to the right of it"),
    ABOVE("above", "over", "above it"),
    BELOW("below", "under", "below it");

    private final String words;
    private final String otherWords;
    private final String ofIt;

    Relation(String words, String otherWords, String ofIt) {
        this.words = words;
        this.otherWords = otherWords;
        this.ofIt = ofIt;
    }

    /** The words that captions and {@code scenes.json} use. */
    @JsonValue
    public String words() {
        return words;
    }

    /** Other words for the same. */
    String otherWords() {
        return otherWords;
    }

    /** The relation to "it", after both objects were named. */
    String ofIt() {
        return ofIt;
    }

    /** What holds the other way round: A is above B, so B is below A. */
    public Relation inverse() {
        return switch (this) {
            case LEFT_OF -> RIGHT_OF;
            case RIGHT_OF -> LEFT_OF;
            case ABOVE -> BELOW;
            case BELOW -> ABOVE;
        };
    }
}
