package org.captioner.dataset.image;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets photos that need a good part of the heap be decoded one at a time, while small ones go on
 * beside them, so that many threads with a large photo each do not exhaust the memory.
 */
final class LargePhotos {
    /** A photo is large if it may need more than one part in so many of the heap. */
    private static final int PARTS = 8;

    private final long threshold;
    private final ReentrantLock lock = new ReentrantLock();

    LargePhotos(long heapBytes) {
        this.threshold = heapBytes / PARTS;
    }

    /**
     * Waits for the turn of a photo that may need so many bytes; {@link #done} must follow. May be
     * called again once more is known of the same photo.
     */
    void begin(long bytes) {
        if (bytes > threshold && !lock.isHeldByCurrentThread()) {
            lock.lock();
        }
    }

    /** Ends the turn of this thread's photo, if it had to wait for one. */
    void done() {
        if (lock.isHeldByCurrentThread()) {
            lock.unlock();
        }
    }
}
