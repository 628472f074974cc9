package org.captioner.dataset.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** A PNG that is small in the file and would be huge in memory, were all of it looked at. */
final class PngBomb {
    private static final int AFTER_IHDR = 8 + 25;

    private PngBomb() {}

    static byte[] withCompressedText(byte[] png, int inflated) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, AFTER_IHDR);
        byte[] chunk = chunk(inflated);
        out.write(chunk, 0, chunk.length);
        out.write(png, AFTER_IHDR, png.length - AFTER_IHDR);
        return out.toByteArray();
    }

    private static byte[] chunk(int inflated) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try {
            data.write("zTXtbomb\0\0".getBytes(StandardCharsets.US_ASCII));
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
                byte[] zeros = new byte[1 << 20];
                for (int left = inflated; left > 0; left -= zeros.length) {
                    deflated.write(zeros, 0, Math.min(left, zeros.length));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CRC32 sum = new CRC32();
        sum.update(data.toByteArray());
        return ByteBuffer.allocate(data.size() + 8)
                .putInt(data.size() - 4)
                .put(data.toByteArray())
                .putInt((int) sum.getValue())
                .array();
    }
}
