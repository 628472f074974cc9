package org.captioner.dataset;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * Something in a dataset's files that a person should know of, as a value: readers collect problems
 * instead of printing them.
 *
 * @param kind what is wrong, and with it how bad
 * @param file the file that says so
 * @param line the line in that file, counted from 1; 0 where the whole file is meant
 * @param message what, the value, the limit and what to do, without file and line
 */
public record DatasetProblem(Kind kind, Path file, long line, String message) {
    /** How bad a problem is. */
    public enum Severity {
        /** The data would teach or score something wrong; reading for use is refused. */
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
        /** A split list names an image that no caption speaks of. */
        UNKNOWN_IMAGE(Severity.ERROR),
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
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(message, "message");
        if (line < 0) {
            throw new IllegalArgumentException("a line number is 0 or more: " + line);
        }
    }

    public Severity severity() {
        return kind.severity();
    }

    /** One sentence with file and line: {@code captions.csv line 812: ...}. */
    public String text() {
        return file + (line == 0 ? "" : " line " + line) + ": " + message;
    }
}
