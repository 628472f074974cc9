package org.captioner.encoder.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.Float16;
import org.jspecify.annotations.Nullable;

/**
 * Appends grids to a store, beginning or resuming it.
 *
 * <p>A record that a kill, a full disk or a fault of the medium left torn or damaged does not count
 * as there, and is written again. One process writes at a time. Thread-safe.
 */
public final class FeatureStoreWriter implements AutoCloseable {
    private static final long POLL_MILLISECONDS = 200;

    private final Path file;
    private final StoreKey key;
    private final FileChannel channel;
    private final Set<String> stored;
    private long end;

    private FeatureStoreWriter(Path file, StoreKey key, FileChannel channel) {
        this.file = file;
        this.key = key;
        this.channel = channel;
        this.stored = new HashSet<>();
    }

    /**
     * Opens a store for writing, making it if there is none, and verifies what it holds.
     *
     * @throws InputException if the file is something else, belongs to another key, is being
     *     written by another process, or cannot be written
     */
    public static FeatureStoreWriter open(Path file, StoreKey key) {
        return open(
                file,
                key,
                () -> {
                    throw new InputException(
                            file + ": another run is writing these features; wait for it to end");
                });
    }

    /**
     * Opens a store for writing like {@link #open(Path, StoreKey)}, but waits while another process
     * or thread writes to it.
     *
     * @param waiting called once if there is something to wait for; what it throws ends the wait
     * @throws CancellationException if this thread is interrupted while it waits; it stays
     *     interrupted
     */
    static FeatureStoreWriter open(Path file, StoreKey key, Runnable waiting) {
        @Nullable FileChannel channel = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            lock(channel, waiting);
            FeatureStoreWriter writer = new FeatureStoreWriter(file, key, channel);
            writer.resume();
            channel = null;
            return writer;
        } catch (IOException e) {
            throw failure(file, e);
        } finally {
            closeQuietly(channel);
        }
    }

    private static void lock(FileChannel channel, Runnable waiting) throws IOException {
        boolean reported = false;
        while (!tryLock(channel)) {
            if (!reported) {
                waiting.run();
                reported = true;
            }
            try {
                Thread.sleep(POLL_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                CancellationException cancelled =
                        new CancellationException("interrupted while another run was writing");
                cancelled.initCause(e);
                throw cancelled;
            }
        }
    }

    /** Whether the file is ours now, until the channel is closed. */
    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // Held by another thread of this process.
        }
    }

    private void resume() throws IOException {
        ByteBuffer header = StoreFormat.header(key);
        if (isTornHeader(header)) {
            channel.truncate(0);
            writeFully(header, 0);
            end = header.limit();
            return;
        }
        StoreFormat.Header found = StoreFormat.readHeader(file, channel);
        StoreFormat.requireKey(file, found.key(), key);
        StoreIndex index = StoreIndex.scan(channel, found);
        ByteBuffer grid = StoreFormat.buffer(key.gridBytes());
        for (StoreIndex.Entry entry : index.records()) {
            grid.clear();
            StoreFormat.readFully(channel, grid, entry.gridPosition());
            if (StoreFormat.checksum(utf8(entry.id()), grid.flip()) == entry.checksum()) {
                stored.add(entry.id());
            } else {
                stored.remove(entry.id());
            }
        }
        end = index.end();
        channel.truncate(end);
    }

    /** Whether the file is empty or the beginning of this very header, cut short by a kill. */
    private boolean isTornHeader(ByteBuffer header) throws IOException {
        long size = channel.size();
        if (size >= header.limit()) {
            return false;
        }
        ByteBuffer there = StoreFormat.buffer((int) size);
        StoreFormat.readFully(channel, there, 0);
        return header.slice(0, (int) size).equals(there.flip());
    }

    /** Whether a photo's features are there, sound. */
    public synchronized boolean contains(String imageId) {
        return stored.contains(imageId);
    }

    /** How many photos are there. */
    public synchronized int size() {
        return stored.size();
    }

    /**
     * Appends a photo's features, rounded to half precision; does nothing if they are there.
     *
     * @param grid (cells, channels), row-major
     * @throws InputException if a value is not finite in half precision, or the disk is full; the
     *     store stays sound
     */
    public void append(String imageId, float[] grid) {
        if (grid.length != key.elements()) {
            throw new IllegalArgumentException(
                    grid.length + " numbers for a grid of " + key.elements());
        }
        ByteBuffer record = record(imageId, grid);
        synchronized (this) {
            if (stored.contains(imageId)) {
                return;
            }
            try {
                writeFully(record, end);
            } catch (IOException e) {
                truncateQuietly();
                throw failure(file, e);
            }
            end += record.limit();
            stored.add(imageId);
        }
    }

    private ByteBuffer record(String imageId, float[] grid) {
        ByteBuffer id = utf8(imageId);
        int idLength = id.remaining();
        if (idLength < 1 || idLength > StoreFormat.LONGEST_ID) {
            throw new InputException(
                    "the image id '"
                            + imageId
                            + "' is "
                            + idLength
                            + " bytes long; 1 to "
                            + StoreFormat.LONGEST_ID
                            + " are possible");
        }
        ByteBuffer record =
                StoreFormat.buffer(Math.toIntExact(StoreFormat.recordLength(idLength, key)));
        int gridOffset = StoreFormat.gridOffset(idLength);
        record.position(gridOffset);
        for (float value : grid) {
            if (!(Math.abs(value) <= Float16.MAX_VALUE)) {
                throw new InputException(
                        imageId
                                + ": its features reach "
                                + value
                                + ", beyond half precision's "
                                + Float16.MAX_VALUE
                                + "; the weights do not fit the architecture or the transform");
            }
            record.putShort(Float16.fromFloat(value));
        }
        int checksum = StoreFormat.checksum(id, record.slice(gridOffset, key.gridBytes()));
        record.position(0);
        record.putInt(StoreFormat.RECORD_MARK).putInt(idLength).putInt(checksum).putInt(0);
        return record.put(id).rewind();
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private void writeFully(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private void truncateQuietly() {
        try {
            channel.truncate(end);
        } catch (IOException ignored) {
            // The next run finds and drops the torn record.
        }
    }

    private static InputException failure(Path file, IOException e) {
        return new InputException(
                String.format(
                        Locale.ROOT,
                        "%s: cannot write the features, %s; free some space or choose another"
                                + " folder, then run again to continue from here",
                        file,
                        e),
                e);
    }

    /** Flushes to the disk, also in a thread that is interrupted. */
    @Override
    public void close() {
        // A channel refuses to work for an interrupted thread; what is stored must be kept anyway.
        boolean interrupted = Thread.interrupted();
        try (channel) {
            channel.force(true);
        } catch (IOException e) {
            throw failure(file, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // The failure that brought us here is the one to report.
        }
    }
}
