package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageReader;

/**
 * A PNG, stripped to the chunks that make pixels before the JDK's reader sees it: compressed text
 * or a profile can be small in the file and exhaust the memory once inflated.
 */
final class EncodedPng implements EncodedPhoto {
    private static final int SIGNATURE = 8;
    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int TRNS = 0x74524e53;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int EXIF = 0x65584966;

    /** Of 16 greys, and their opacities: what may be added to the file. */
    private static final int LONGEST_PALETTE = 12 + 3 * 16 + 12 + 16;

    private static final int GREY = 0;
    private static final int PALETTE = 3;

    private final ByteBuffer stream;
    private byte[] exif = {};

    private EncodedPng(int capacity) {
        stream = ByteBuffer.allocate(capacity);
    }

    /**
     * Walks the chunks and checks the sums of those that matter.
     *
     * @throws EOFException if the file ends before IEND
     */
    static EncodedPng open(byte[] bytes) throws IOException {
        EncodedPng png = new EncodedPng(bytes.length + LONGEST_PALETTE);
        png.stream.put(bytes, 0, SIGNATURE);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.position(SIGNATURE);
        int type = 0;
        while (type != IEND) {
            if (in.remaining() < 12) {
                throw new EOFException("no IEND chunk");
            }
            int start = in.position();
            int length = in.getInt();
            type = in.getInt();
            if (length < 0 || length > in.remaining() - 4) {
                throw new EOFException("a chunk ends beyond the file");
            }
            in.position(start + 8 + length + 4);
            png.keep(type, bytes, start, length);
        }
        if (png.stream.position() < SIGNATURE + 12 + 13 || png.stream.getInt(12) != IHDR) {
            throw new IOException("it does not begin with an IHDR chunk");
        }
        return png;
    }

    private void keep(int type, byte[] bytes, int start, int length) throws IOException {
        switch (type) {
            case IHDR, PLTE, TRNS, IDAT, IEND -> {
                CRC32 sum = new CRC32();
                sum.update(bytes, start + 4, 4 + length);
                int stated = ByteBuffer.wrap(bytes).getInt(start + 8 + length);
                if ((int) sum.getValue() != stated) {
                    throw new IOException("a chunk's checksum is wrong");
                }
                if (type == TRNS && isSmallGrey() && length == 2) {
                    putPalette(bytes[start + 9]);
                } else {
                    stream.put(bytes, start, 12 + length);
                }
            }
            case EXIF -> exif = Arrays.copyOfRange(bytes, start + 8, start + 8 + length);
            default -> {}
        }
    }

    private boolean isSmallGrey() {
        return stream.position() >= SIGNATURE + 25 && stream.get(25) == GREY && stream.get(24) < 8;
    }

    /**
     * Turns a picture of 2 to 16 greys into one with a palette, since the JDK's reader overlooks
     * that one of so few is transparent.
     */
    private void putPalette(int transparent) {
        stream.put(25, (byte) PALETTE);
        putSum(SIGNATURE, 13);
        int greys = 1 << stream.get(24);
        int palette = stream.position();
        stream.putInt(3 * greys).putInt(PLTE);
        for (int i = 0; i < 3 * greys; i++) {
            stream.put((byte) (i / 3 * 255 / (greys - 1)));
        }
        stream.position(stream.position() + 4);
        putSum(palette, 3 * greys);
        int opacities = stream.position();
        stream.putInt(greys).putInt(TRNS);
        for (int i = 0; i < greys; i++) {
            stream.put((byte) (i == transparent ? 0 : 255));
        }
        stream.position(stream.position() + 4);
        putSum(opacities, greys);
    }

    /** Writes the checksum of the chunk that starts here, behind its content. */
    private void putSum(int chunk, int length) {
        CRC32 sum = new CRC32();
        sum.update(stream.array(), chunk + 4, 4 + length);
        stream.putInt(chunk + 8 + length, (int) sum.getValue());
    }

    @Override
    public int width() {
        return stream.getInt(16);
    }

    @Override
    public int height() {
        return stream.getInt(20);
    }

    @Override
    public Orientation orientation() {
        return exif.length == 0 ? Orientation.NONE : Orientation.ofTiff(exif);
    }

    @Override
    public byte[] decode(int step) throws IOException {
        ImageReader reader = Plugins.jdk("png");
        try {
            byte[] kept = Arrays.copyOf(stream.array(), stream.position());
            reader.setInput(Plugins.stream(kept), true, false);
            return Pixels.rgb(Plugins.read(reader, step));
        } finally {
            reader.dispose();
        }
    }
}
