package org.captioner.pipeline.output;

/** Writes what became of photos, one by one. Belongs to one thread. */
public interface CaptionWriter extends AutoCloseable {
    /**
     * Writes one photo's caption or error whole, before it returns.
     *
     * @throws org.captioner.dataset.InputException if it cannot be written; what was written before
     *     stays valid
     * @throws LostOutputException if standard output cannot be written
     */
    void write(CaptionedPhoto photo);

    @Override
    void close();
}
