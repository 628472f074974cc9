package org.captioner.dataset;

import java.nio.file.Path;

/**
 * Where something was read.
 *
 * @param file as the user named it
 * @param line from 1; 0 where the whole file is meant or the element gives the place
 * @param element of a JSON file, such as {@code annotations[17]}; empty where the line gives the
 *     place
 */
public record Place(Path file, long line, String element) {
    public Place {
        if (line < 0) {
            throw new IllegalArgumentException("a line number is 0 or more: " + line);
        }
    }

    /** The file as a whole. */
    public static Place of(Path file) {
        return new Place(file, 0, "");
    }

    /** A line, counted from 1. */
    public static Place line(Path file, long line) {
        return new Place(file, line, "");
    }

    /** An element of a JSON file; the whole file if {@code element} is empty. */
    public static Place element(Path file, String element) {
        return new Place(file, 0, element);
    }

    /** The same place with the image that it is about, where only an element gives the place. */
    public Place ofImage(String id) {
        return element.isEmpty()
                ? this
                : new Place(file, line, element + " (image " + Excerpt.of(id) + ")");
    }

    /** A mistake at this place. */
    public InputException error(String message) {
        return new InputException(this + ": " + message);
    }

    /** A problem at this place. */
    public DatasetProblem problem(DatasetProblem.Kind kind, String message) {
        return new DatasetProblem(kind, this, message);
    }

    /**
     * The split of a name that was read here.
     *
     * @throws InputException with this place if there is none of that name
     */
    public Split split(String name) {
        try {
            return Split.parse(name);
        } catch (InputException e) {
            throw new InputException(this + ": " + e.getMessage(), e);
        }
    }

    /**
     * {@code captions.csv line 812} or {@code captions.json annotations[17]}, as messages have it.
     */
    @Override
    public String toString() {
        if (!element.isEmpty()) {
            return file + " " + element;
        }
        return line == 0 ? file.toString() : file + " line " + line;
    }
}
