package org.captioner.dataset.image;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The chunks of a WebP file, which is a RIFF container. */
final class RiffChunks {
    private static final int AFTER_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final String EXIF_PREAMBLE = "Exif\0\0";

    private RiffChunks() {}

    /**
     * The TIFF structure of the Exif chunk, empty if there is none.
     *
     * @throws EOFException if a chunk ends beyond the file
     */
    static byte[] exif(byte[] bytes) throws EOFException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < AFTER_HEADER) {
            throw new EOFException("no RIFF header");
        }
        // An odd file may leave out its last byte of padding.
        long stated = Integer.toUnsignedLong(in.getInt(4)) + CHUNK_HEADER;
        if (stated > bytes.length + 1L) {
            throw new EOFException("RIFF states " + stated + " bytes");
        }
        byte[] exif = {};
        int at = AFTER_HEADER;
        while (at + CHUNK_HEADER <= bytes.length) {
            long end = at + CHUNK_HEADER + Integer.toUnsignedLong(in.getInt(at + 4));
            if (end > bytes.length) {
                throw new EOFException("a chunk ends beyond the file");
            }
            if (PhotoFormat.startsWith(bytes, at, "EXIF")) {
                exif = Arrays.copyOfRange(bytes, at + CHUNK_HEADER, (int) end);
            }
            at = (int) Math.min(Integer.MAX_VALUE - CHUNK_HEADER, end + (end & 1));
        }
        // Some writers copy the preamble that only JPEG needs.
        return PhotoFormat.startsWith(exif, 0, EXIF_PREAMBLE)
                ? Arrays.copyOfRange(exif, EXIF_PREAMBLE.length(), exif.length)
                : exif;
    }
}
