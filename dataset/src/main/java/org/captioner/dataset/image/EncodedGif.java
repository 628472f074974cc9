package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;

/**
 * The first frame of a GIF, laid on a white canvas of the whole picture's size, which it need not
 * cover.
 */
final class EncodedGif implements EncodedPhoto {
    private static final int SCREEN = 6;
    private static final int AFTER_SCREEN = 13;
    private static final int DESCRIPTOR = 10;

    private final byte[] bytes;
    private final int frame;

    /**
     * @param frame where the first image descriptor begins
     */
    private EncodedGif(byte[] bytes, int frame) {
        this.bytes = bytes;
        this.frame = frame;
    }

    /**
     * Walks the blocks to the end of the first frame.
     *
     * @throws EOFException if the file ends before
     */
    static EncodedGif open(byte[] bytes) throws IOException {
        int at = AFTER_SCREEN + tableLength(bytes, SCREEN + 4);
        while (u8(bytes, at) == '!') {
            at = afterSubBlocks(bytes, at + 2);
        }
        if (u8(bytes, at) != ',') {
            throw new IOException("it has no frame");
        }
        int data = at + DESCRIPTOR + tableLength(bytes, at + 9);
        afterSubBlocks(bytes, data + 1);
        return new EncodedGif(bytes, at);
    }

    /** The canvas, or as much as the frame needs where it sticks out, as browsers show it. */
    @Override
    public int width() {
        return Math.max(u16(SCREEN), u16(frame + 1) + u16(frame + 5));
    }

    @Override
    public int height() {
        return Math.max(u16(SCREEN + 2), u16(frame + 3) + u16(frame + 7));
    }

    @Override
    public Orientation orientation() {
        return Orientation.NONE;
    }

    @Override
    public byte[] decode(int step) throws IOException {
        ImageReader reader = Plugins.jdk("gif");
        try {
            reader.setInput(Plugins.stream(bytes), true, false);
            return onCanvas(Pixels.rgb(Plugins.read(reader, 1)), step);
        } finally {
            reader.dispose();
        }
    }

    private byte[] onCanvas(byte[] rgb, int step) {
        int left = u16(frame + 1);
        int top = u16(frame + 3);
        int columns = u16(frame + 5);
        int rows = u16(frame + 7);
        int width = PhotoLimits.thinned(width(), step);
        int height = PhotoLimits.thinned(height(), step);
        byte[] canvas = new byte[3 * width * height];
        Arrays.fill(canvas, (byte) 0xff);
        for (int y = 0; y < height; y++) {
            int row = y * step - top;
            for (int x = 0; row >= 0 && row < rows && x < width; x++) {
                int column = x * step - left;
                if (column >= 0 && column < columns) {
                    int from = 3 * (row * columns + column);
                    System.arraycopy(rgb, from, canvas, 3 * (y * width + x), 3);
                }
            }
        }
        return canvas;
    }

    /** Bytes of the colour table that a packed field announces. */
    private static int tableLength(byte[] bytes, int packedAt) throws IOException {
        int packed = u8(bytes, packedAt);
        return (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);
    }

    private static int afterSubBlocks(byte[] bytes, int from) throws IOException {
        int at = from;
        for (int length = u8(bytes, at); length > 0; length = u8(bytes, at)) {
            at += 1 + length;
        }
        return at + 1;
    }

    private int u16(int index) {
        return (bytes[index] & 0xff) | ((bytes[index + 1] & 0xff) << 8);
    }

    private static int u8(byte[] bytes, int index) throws EOFException {
        if (index >= bytes.length) {
            throw new EOFException("the first frame is incomplete");
        }
        return bytes[index] & 0xff;
    }
}
