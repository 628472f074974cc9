package org.captioner.dataset.image;

import java.io.IOException;

/**
 * The bytes of one picture whose header has been read and found sound. Methods may be called again;
 * an instance belongs to one thread.
 */
interface EncodedPhoto {
    /** Columns as stored, before the picture is turned upright. */
    int width();

    /** Rows as stored, before the picture is turned upright. */
    int height();

    /** How the stored pixels must be turned. */
    Orientation orientation();

    /**
     * Decodes the pixels as stored, keeping the first of each {@code step} rows and columns.
     *
     * @return (height, width, 3) RGB of the rows and columns kept
     * @throws IOException if the data is damaged; caused by an {@link java.io.EOFException} if it
     *     ends early
     */
    byte[] decode(int step) throws IOException;
}
