package org.captioner.encoder.store;

import java.nio.file.Path;

/** Told after every photo; called by one thread at a time. */
@FunctionalInterface
public interface ExtractionProgress {
    /**
     * A photo is done or has failed.
     *
     * @param done photos finished in this run, failures included
     * @param total photos this run has to do; those already stored are not counted
     */
    void advanced(int done, int total);

    /**
     * Another run is writing features to {@code file}; this one continues when that has ended.
     * Called once per file.
     */
    default void waiting(Path file) {}
}
