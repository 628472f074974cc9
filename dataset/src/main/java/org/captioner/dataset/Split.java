package org.captioner.dataset;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.util.List;
import java.util.Locale;

/** The part that an image plays in an experiment. */
public enum Split {
    /** Weights and vocabulary are made from these images alone. */
    TRAIN,
    /** Options and epochs are chosen on these images; also called validation. */
    DEV,
    /** Reported on once, chosen from never. */
    TEST;

    /** The lower-case name that files and options use: {@code train}, {@code dev}, {@code test}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the names in use: {@code train}, {@code restval} (COCO images that the Karpathy split
     * adds to training), {@code dev}, {@code val}, {@code valid}, {@code validation}, {@code test}.
     *
     * @throws InputException if the name is none of them
     */
    @JsonCreator
    public static Split parse(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "train", "training", "restval" -> TRAIN;
            case "dev", "val", "valid", "validation" -> DEV;
            case "test" -> TEST;
            default ->
                    throw new InputException(
                            "unknown split '"
                                    + name
                                    + "'; use train, dev (or val) or test"
                                    + NearestNames.suggestion(
                                            name, List.of("train", "dev", "val", "test")));
        };
    }
}
