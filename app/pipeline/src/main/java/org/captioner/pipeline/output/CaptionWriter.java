package org.captioner.pipeline.output;

/** Where rows go. */
public interface CaptionWriter extends AutoCloseable {
    /**
     * Writes one row whole.
     *
     * @throws org.captioner.dataset.InputException if it cannot be written; rows before it stay
     *     valid
     */
    void write(CaptionRow row);

    @Override
    void close();
}
