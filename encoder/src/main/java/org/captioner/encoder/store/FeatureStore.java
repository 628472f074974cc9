package org.captioner.encoder.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Reads grids of features by image id from a memory-mapped file of any size.
 *
 * <pre>{@code
 * try (FeatureStore store = FeatureStore.open(file, StoreKey.of(encoder, dataset.checksum()))) {
 *     NDArray grid = manager.create(store.grid("dog.jpg"), new Shape(49, 2048), DataType.FLOAT16);
 * }
 * }</pre>
 *
 * <p>The buffers point into the file, so the operating system decides how much of it stays in
 * memory, and an array made of one copies nothing. They stay valid after {@code close}. A grid's
 * checksum is verified when it is read for the first time. Thread-safe.
 */
public final class FeatureStore implements AutoCloseable {
    /** Mappings hold at most 2 GB each. */
    private static final long SEGMENT = 1L << 30;

    private final Path file;
    private final StoreKey key;
    private final FileChannel channel;
    private final Map<String, Grid> grids;

    private FeatureStore(Path file, StoreKey key, FileChannel channel, Map<String, Grid> grids) {
        this.file = file;
        this.key = key;
        this.channel = channel;
        this.grids = grids;
    }

    /** A record within its segment. */
    private static final class Grid {
        private final String id;
        private final int checksum;
        private final ByteBuffer bytes;
        private volatile boolean verified;

        Grid(StoreIndex.Entry entry, ByteBuffer bytes) {
            this.id = entry.id();
            this.checksum = entry.checksum();
            this.bytes = bytes;
        }

        boolean verify() {
            if (!verified) {
                ByteBuffer name = ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8));
                verified = StoreFormat.checksum(name, bytes) == checksum;
            }
            return verified;
        }
    }

    /**
     * Opens a store.
     *
     * @throws InputException if the file is absent or no store, or was made with another encoder,
     *     transform or dataset; the message names both
     */
    public static FeatureStore open(Path file, StoreKey expected) {
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            StoreFormat.Header header = StoreFormat.readHeader(file, channel);
            StoreFormat.requireKey(file, header.key(), expected);
            StoreIndex index = StoreIndex.scan(channel, header);
            FeatureStore store =
                    new FeatureStore(file, expected, channel, map(channel, index, expected));
            channel = null;
            return store;
        } catch (NoSuchFileException e) {
            throw new InputException(
                    file + ": no such feature store; compute the features first", e);
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be read, " + e + "; check the path and its permissions", e);
        } finally {
            closeQuietly(channel);
        }
    }

    private static Map<String, Grid> map(FileChannel channel, StoreIndex index, StoreKey key)
            throws IOException {
        Map<String, Grid> grids = new LinkedHashMap<>();
        List<StoreIndex.Entry> segment = new ArrayList<>();
        for (StoreIndex.Entry entry : index.records()) {
            if (!segment.isEmpty()
                    && entry.gridPosition() + key.gridBytes() - segment.get(0).position()
                            > SEGMENT) {
                mapSegment(channel, segment, key, grids);
                segment.clear();
            }
            segment.add(entry);
        }
        mapSegment(channel, segment, key, grids);
        return grids;
    }

    private static void mapSegment(
            FileChannel channel, List<StoreIndex.Entry> segment, StoreKey key, Map<String, Grid> to)
            throws IOException {
        if (segment.isEmpty()) {
            return;
        }
        long begin = segment.get(0).position();
        long end = segment.get(segment.size() - 1).gridPosition() + key.gridBytes();
        ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, begin, end - begin);
        for (StoreIndex.Entry entry : segment) {
            int offset = Math.toIntExact(entry.gridPosition() - begin);
            // A photo stored again, because its record was damaged, supersedes the former.
            to.put(entry.id(), new Grid(entry, bytes.slice(offset, key.gridBytes())));
        }
    }

    public StoreKey key() {
        return key;
    }

    /** The ids of the photos whose features are here. */
    public Set<String> imageIds() {
        return Collections.unmodifiableSet(grids.keySet());
    }

    public boolean contains(String imageId) {
        return grids.containsKey(imageId);
    }

    /** Whether a photo's features are here and undamaged. */
    boolean holdsSound(String imageId) {
        Grid grid = grids.get(imageId);
        return grid != null && grid.verify();
    }

    /**
     * The features of a photo.
     *
     * @return (cells, channels) float16, little-endian; direct, read-only, positioned at 0
     * @throws InputException if the photo is not here or its record is damaged
     */
    public ByteBuffer grid(String imageId) {
        Grid grid = grids.get(imageId);
        if (grid == null) {
            throw new InputException(
                    file
                            + ": holds no features of '"
                            + imageId
                            + "'; compute the features again, the photo may have failed");
        }
        if (!grid.verify()) {
            throw new InputException(
                    file
                            + ": the features of '"
                            + imageId
                            + "' are damaged; compute the features again, the rest is kept");
        }
        return grid.bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was written, so nothing is lost.
        }
    }
}
