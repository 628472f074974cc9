package org.captioner.dataset.image;

import org.captioner.dataset.InputException;

/**
 * A photo that cannot be read: absent, not a picture, damaged, cut short, or beyond the limits. The
 * message names the photo, the value, the limit and the remedy; the caller goes on with the next
 * photo.
 */
public final class PhotoException extends InputException {
    private static final long serialVersionUID = 1L;

    PhotoException(String name, String problem) {
        super(name + ": " + problem);
    }

    PhotoException(String name, String problem, Throwable cause) {
        super(name + ": " + problem, cause);
    }
}
