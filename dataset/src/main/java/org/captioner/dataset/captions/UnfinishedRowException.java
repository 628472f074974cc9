package org.captioner.dataset.captions;

import org.captioner.dataset.InputException;
import org.captioner.dataset.Place;

/** Quotes that open in a row and do not close before the end of the file. */
public final class UnfinishedRowException extends InputException {
    private static final long serialVersionUID = 1L;

    private final long line;

    UnfinishedRowException(Place place, Throwable cause) {
        super(
                place
                        + ": quotes do not match in the row that starts here; put cells in quotes"
                        + " whole and double the quotes inside them",
                cause);
        line = place.line();
    }

    /** Where the row starts, from 1. */
    public long line() {
        return line;
    }
}
