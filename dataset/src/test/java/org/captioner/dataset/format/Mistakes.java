package org.captioner.dataset.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.captioner.dataset.InputException;

/** Asserts what a person is told. */
final class Mistakes {
    private Mistakes() {}

    /** Reading the folder for use must fail with this message, paths relative to the folder. */
    static void assertMistake(DatasetFolder folder, String message) {
        InputException mistake = assertThrows(InputException.class, folder::read);
        assertEquals(message, folder.relative(mistake.getMessage()));
    }
}
