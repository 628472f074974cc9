package org.captioner.encoder.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.captioner.dataset.InputException;

/**
 * The bytes of a store, version 1, all little-endian, every part padded to 64 bytes.
 *
 * <pre>
 * file    = header record*
 * header  = "CPTNFEAT" version:int32 length:int32 checksum:int32 key:JSON
 * record  = "GRID" idLength:int32 checksum:int32 zero:int32 id:UTF-8 | grid:float16
 * </pre>
 *
 * <p>Checksums are CRC-32C: the header's over the JSON, a record's over id and grid. Records are
 * appended in the order photos are done, so whatever a kill leaves behind is a good beginning and
 * at most one torn record at the end.
 */
final class StoreFormat {
    static final int VERSION = 1;
    static final int ALIGNMENT = 64;
    static final int RECORD_PREFIX = 16;
    static final int LONGEST_ID = 4096;

    /** "GRID" read as a little-endian int32. */
    static final int RECORD_MARK = 0x44495247;

    private static final byte[] MAGIC = "CPTNFEAT".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_PREFIX = 20;
    private static final int LARGEST_KEY = 1 << 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoreFormat() {}

    /**
     * A header read from a file.
     *
     * @param end where the first record begins
     */
    record Header(StoreKey key, long end) {}

    static ByteBuffer header(StoreKey key) {
        try {
            byte[] json = JSON.writeValueAsBytes(key);
            ByteBuffer header = buffer(aligned(HEADER_PREFIX + json.length));
            header.put(MAGIC).putInt(VERSION).putInt(json.length).putInt(checksum(json));
            return header.put(json).rewind();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a key is text and numbers", e);
        }
    }

    /**
     * Reads the header.
     *
     * @throws InputException if the file is not a store, of another version, or damaged there
     */
    static Header readHeader(Path file, FileChannel channel) throws IOException {
        ByteBuffer prefix = buffer(HEADER_PREFIX);
        readFully(channel, prefix, 0);
        byte[] magic = new byte[MAGIC.length];
        prefix.flip();
        if (prefix.limit() < HEADER_PREFIX || !Arrays.equals(MAGIC, bytes(prefix, magic))) {
            throw new InputException(
                    file + ": not a feature store; choose another file for the features");
        }
        int version = prefix.getInt();
        if (version != VERSION) {
            throw new InputException(
                    file
                            + ": feature store version "
                            + version
                            + " is unknown, this build reads version "
                            + VERSION
                            + "; delete the file and compute the features again");
        }
        int length = prefix.getInt();
        int checksum = prefix.getInt();
        if (length < 0 || length > LARGEST_KEY) {
            throw damagedHeader(file);
        }
        byte[] json = new byte[length];
        ByteBuffer bytes = ByteBuffer.wrap(json);
        readFully(channel, bytes, HEADER_PREFIX);
        if (bytes.hasRemaining() || checksum(json) != checksum) {
            throw damagedHeader(file);
        }
        try {
            StoreKey key = JSON.readValue(json, StoreKey.class);
            return new Header(key, aligned(HEADER_PREFIX + length));
        } catch (JsonProcessingException e) {
            throw damagedHeader(file);
        }
    }

    private static byte[] bytes(ByteBuffer from, byte[] into) {
        from.get(into);
        return into;
    }

    private static InputException damagedHeader(Path file) {
        return new InputException(
                file + ": the header is damaged; delete the file and compute the features again");
    }

    /** Refuses a store that was made by or for something else. */
    static void requireKey(Path file, StoreKey found, StoreKey needed) {
        if (!found.equals(needed)) {
            throw new InputException(
                    file
                            + ": holds features of something else, "
                            + found.differencesFrom(needed)
                            + "; delete it or choose another file for the features");
        }
    }

    /** Fills the buffer from a position, or as far as the file goes. */
    static void readFully(FileChannel channel, ByteBuffer buffer, long position)
            throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                return;
            }
            at += read;
        }
    }

    /** Where the grid begins, counted from the record's first byte. */
    static int gridOffset(int idLength) {
        return aligned(RECORD_PREFIX + idLength);
    }

    static long recordLength(int idLength, StoreKey key) {
        return gridOffset(idLength) + (long) aligned(key.gridBytes());
    }

    static int aligned(int length) {
        return Math.toIntExact(((long) length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** A record's checksum; leaves both buffers' positions alone. */
    static int checksum(ByteBuffer id, ByteBuffer grid) {
        CRC32C crc = new CRC32C();
        crc.update(id.duplicate());
        crc.update(grid.duplicate());
        return (int) crc.getValue();
    }
}
