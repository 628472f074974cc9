package org.captioner.dataset.image;

import java.io.IOException;

/** A sound file of a kind that is not read; the message is the problem and its remedy. */
final class UnsupportedPhotoException extends IOException {
    private static final long serialVersionUID = 1L;

    UnsupportedPhotoException(String message) {
        super(message);
    }
}
