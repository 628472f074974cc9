package org.captioner.encoder;

/**
 * Turns photos into grids of features; the one interface of all back ends.
 *
 * <p>Implementations are thread-safe, and the features of a photo do not depend on the photos that
 * are encoded with it.
 */
public interface ImageEncoder extends AutoCloseable {
    /** What the features are, and what the photos must look like. */
    EncoderDescription description();

    /**
     * Encodes photos.
     *
     * @param photos (count, 3, size, size) float32, row-major, transformed as {@code
     *     description().transform()} writes; may be longer than needed
     * @param count how many photos, at least 1
     * @return (count, cells, channels) float32, row-major, cells row by row
     */
    float[] encode(float[] photos, int count);

    /** Frees native memory. */
    @Override
    void close();
}
