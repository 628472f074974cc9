package org.captioner.pipeline.bulk;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds the heap that photos being read need together. A photo that still runs out of memory is
 * read again while no other is.
 */
final class PhotoMemory {
    private static final long UNIT = 1 << 20;

    /** A usual JPEG's pixels take about ten times the space of its file. */
    private static final int PIXELS_PER_BYTE = 10;

    /** Photos above 16 megapixels are thinned out while they are decoded. */
    private static final long MOST_PIXEL_BYTES = 64L << 20;

    private final int units;
    private final Semaphore free;

    /**
     * @param bytes that all photos may need together; one alone may need more
     */
    PhotoMemory(long bytes) {
        units = (int) Math.max(1, Math.min(bytes / UNIT, Integer.MAX_VALUE));
        free = new Semaphore(units, true);
    }

    /** A third of Java's heap. */
    static PhotoMemory ofHeap() {
        return new PhotoMemory(Runtime.getRuntime().maxMemory() / 3);
    }

    /**
     * Reads a photo, waiting until there is room for it.
     *
     * @param fileBytes the size of its file
     * @throws OutOfMemoryError if it does not fit even alone
     */
    <T> T read(long fileBytes, Supplier<T> reading) throws InterruptedException {
        long need = fileBytes + Math.min(MOST_PIXEL_BYTES, PIXELS_PER_BYTE * fileBytes);
        int wanted = (int) Math.max(1, Math.min(units, need / UNIT));
        try {
            return holding(wanted, reading);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!isLackOfMemory(e) || wanted == units) {
                throw e;
            }
        }
        return holding(units, reading);
    }

    private <T> T holding(int wanted, Supplier<T> reading) throws InterruptedException {
        free.acquire(wanted);
        try {
            return reading.get();
        } finally {
            free.release(wanted);
        }
    }

    /** Photo readers report it as their own exception. */
    static boolean isLackOfMemory(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }
}
