package org.captioner.dataset.format;

import java.nio.file.Path;
import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;

/**
 * Where something was read.
 *
 * @param file as the user named it
 * @param line from 1; 0 for the whole file
 */
record Place(Path file, long line) {
    static Place of(Path file) {
        return new Place(file, 0);
    }

    InputException error(String message) {
        return new InputException(this + ": " + message);
    }

    DatasetProblem problem(DatasetProblem.Kind kind, String message) {
        return new DatasetProblem(kind, file, line, message);
    }

    /** The split of a name that was read here. */
    Split split(String name) {
        try {
            return Split.parse(name);
        } catch (InputException e) {
            throw new InputException(this + ": " + e.getMessage(), e);
        }
    }

    /** {@code captions.csv line 812}, as messages spell it. */
    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + " line " + line;
    }
}
