package org.captioner.dataset;

import java.util.Locale;
import java.util.Objects;

/**
 * Something in a dataset's files that a person should know of, as a value: readers collect problems
 * instead of printing them.
 *
 * @param kind what is wrong, and with it how bad
 * @param place where it is in the files
 * @param message what, the value, the limit and what to do, without the place
 */
public record DatasetProblem(Kind kind, Place place, String message) {
    /** How bad a problem is. */
    public enum Severity {
        /** The data would make training or scores wrong; reading for use is refused. */
        ERROR,
        /** The data can be used as it is, once one knows. */
        WARNING
    }

    /** What is wrong. */
    public enum Kind {
        /** A listed picture is not on the disk. */
        MISSING_IMAGE(Severity.ERROR),
        /** A picture's file cannot be decoded; found only when pixels are checked. */
        UNREADABLE_IMAGE(Severity.ERROR),
        /** One image in two splits: scores would be those of memorised captions. */
        IMAGE_IN_TWO_SPLITS(Severity.ERROR),
        /** The same pixels under two names in two splits; found only when pixels are checked. */
        PIXELS_IN_TWO_SPLITS(Severity.ERROR),
        /** Two rows that claim the same place but differ. */
        CONFLICTING_ROWS(Severity.ERROR),
        /** A split list names an image that has no caption. */
        UNKNOWN_IMAGE(Severity.ERROR),
        /** A listed picture is not on the disk; it is left out, for few are missing. */
        IMAGE_LEFT_OUT(Severity.WARNING),
        /** A caption that is the word for a missing value, such as {@code nan}. */
        PLACEHOLDER_CAPTION(Severity.WARNING),
        /** A row without one of its separators that could be read all the same. */
        MENDED_ROW(Severity.WARNING),
        /** The same pixels under two names in one split. */
        SAME_PIXELS(Severity.WARNING),
        /** A row that repeats another and is skipped. */
        DUPLICATE_ROW(Severity.WARNING),
        /** One image has the same caption twice; both count, as in published scores. */
        REPEATED_CAPTION(Severity.WARNING),
        /** A caption without text, skipped. */
        EMPTY_CAPTION(Severity.WARNING),
        /** An image without captions: nothing to learn from and nothing to score against. */
        NO_CAPTION(Severity.WARNING),
        /** A comma in a caption that should have stood in quotes; read as part of it. */
        UNQUOTED_COMMA(Severity.WARNING),
        /** Images with captions that no split list names, left out. */
        NOT_IN_A_SPLIT(Severity.WARNING),
        /** The files state no split, so a seeded one was made. */
        SEEDED_SPLIT(Severity.WARNING);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        public Severity severity() {
            return severity;
        }

        /** The lower-case name that reports use, {@code missing-image}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public DatasetProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(message, "message");
    }

    public Severity severity() {
        return kind.severity();
    }

    /** One sentence with its place: {@code captions.csv line 812: ...}. */
    public String text() {
        return place + ": " + message;
    }
}
