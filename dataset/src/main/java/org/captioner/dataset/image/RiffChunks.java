package org.captioner.dataset.image;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The chunks of a WebP file, which is a RIFF container, or those of one frame in it. */
final class RiffChunks {
    private static final int AFTER_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final String EXIF_PREAMBLE = "Exif\0\0";

    /** A chunk's content is {@code bytes[start..end)}, without padding. */
    record Chunk(int start, int end) {
        int length() {
            return end - start;
        }
    }

    private final byte[] bytes;
    private final List<Chunk> chunks = new ArrayList<>();

    private RiffChunks(byte[] bytes, int from, int to) throws EOFException {
        this.bytes = bytes;
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = from;
        while (at + CHUNK_HEADER <= to) {
            long end = at + CHUNK_HEADER + Integer.toUnsignedLong(in.getInt(at + 4));
            if (end > to) {
                throw new EOFException("a chunk ends beyond the file");
            }
            chunks.add(new Chunk(at + CHUNK_HEADER, (int) end));
            at = (int) (end + (end & 1));
        }
    }

    /**
     * The chunks of a whole file; what follows the container is left alone.
     *
     * @throws EOFException if the container or a chunk ends beyond the file
     */
    static RiffChunks ofFile(byte[] bytes) throws EOFException {
        if (bytes.length < AFTER_HEADER) {
            throw new EOFException("no RIFF header");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        // An odd file may leave out its last byte of padding.
        long stated = Integer.toUnsignedLong(in.getInt(4)) + CHUNK_HEADER;
        if (stated > bytes.length + 1L) {
            throw new EOFException("RIFF states " + stated + " bytes");
        }
        return new RiffChunks(bytes, AFTER_HEADER, (int) Math.min(stated, bytes.length));
    }

    /** The chunks that lie in {@code bytes[from..to)}. */
    static RiffChunks within(byte[] bytes, int from, int to) throws EOFException {
        return new RiffChunks(bytes, from, to);
    }

    /** The first chunk with these four letters. */
    Optional<Chunk> first(String letters) {
        return chunks.stream()
                .filter(c -> PhotoFormat.startsWith(bytes, c.start() - CHUNK_HEADER, letters))
                .findFirst();
    }

    /** The TIFF structure of the Exif chunk, empty if there is none. */
    byte[] exif() {
        byte[] exif =
                first("EXIF")
                        .map(c -> Arrays.copyOfRange(bytes, c.start(), c.end()))
                        .orElse(new byte[0]);
        // Some writers copy the preamble that only JPEG needs.
        return PhotoFormat.startsWith(exif, 0, EXIF_PREAMBLE)
                ? Arrays.copyOfRange(exif, EXIF_PREAMBLE.length(), exif.length)
                : exif;
    }
}
