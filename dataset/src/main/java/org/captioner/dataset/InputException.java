package org.captioner.dataset;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A mistake that the person at the keyboard can mend: a wrong path, a malformed file, an option out
 * of range.
 *
 * <p>The message is one sentence that names the file and line, the value, the limit and the remedy;
 * the command line prints it without a stack trace and ends with exit code 2. Bugs are any other
 * exception.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The sentence, never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
