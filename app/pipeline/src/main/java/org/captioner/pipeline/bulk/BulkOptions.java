package org.captioner.pipeline.bulk;

import org.captioner.dataset.InputException;

/**
 * How many photos are worked on at once; no caption depends on it.
 *
 * @param batch photos whose captions are searched for together, at least 1
 * @param threads that read, encode and caption photos, at least 1
 */
public record BulkOptions(int batch, int threads) {
    private static final int USUAL_BATCH = 16;
    private static final int MOST = 4096;

    public BulkOptions {
        if (batch < 1 || batch > MOST || threads < 1 || threads > MOST) {
            throw new InputException(
                    "batch is "
                            + batch
                            + " and threads "
                            + threads
                            + "; both must be at least 1 and at most "
                            + MOST);
        }
    }

    /** Batches of 16, and as many threads as processors. */
    public static BulkOptions standard() {
        return new BulkOptions(USUAL_BATCH, Runtime.getRuntime().availableProcessors());
    }
}
