package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The first frame of a GIF (GIF89a), laid on a white canvas of the whole picture's size, which it
 * need not cover.
 */
final class EncodedGif implements EncodedPhoto {
    private static final int SCREEN = 6;
    private static final int SCREEN_PACKED = 10;
    private static final int AFTER_SCREEN = 13;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int DESCRIPTOR = 10;
    private static final int NO_TABLE = -1;
    private static final int NO_INDEX = -1;

    private final byte[] bytes;
    private int transparent = NO_INDEX;
    private final int frame;
    private final int table;
    private final int data;

    /**
     * Walks the blocks to the first frame.
     *
     * @throws EOFException if the file ends before
     */
    private EncodedGif(byte[] bytes) throws IOException {
        this.bytes = bytes;
        int globalLength = tableLength(SCREEN_PACKED);
        int at = AFTER_SCREEN + globalLength;
        while (u8(at) == '!') {
            if (u8(at + 1) == GRAPHIC_CONTROL && u8(at + 2) >= 4) {
                transparent = (u8(at + 3) & 1) == 0 ? NO_INDEX : u8(at + 6);
            }
            at = afterSubBlocks(at + 2);
        }
        if (u8(at) != ',') {
            throw new IOException("it has no frame");
        }
        frame = at;
        int localLength = tableLength(at + 9);
        int global = globalLength > 0 ? AFTER_SCREEN : NO_TABLE;
        table = localLength > 0 ? at + DESCRIPTOR : global;
        data = at + DESCRIPTOR + localLength;
        u8(data);
        if (table == NO_TABLE) {
            throw new IOException("it has no colour table");
        }
    }

    static EncodedGif open(byte[] bytes) throws IOException {
        return new EncodedGif(bytes);
    }

    /** The canvas, or as much as the frame needs where it sticks out, as browsers show it. */
    @Override
    public int width() {
        return Math.max(u16(SCREEN), u16(frame + 1) + frameWidth());
    }

    @Override
    public int height() {
        return Math.max(u16(SCREEN + 2), u16(frame + 3) + frameHeight());
    }

    @Override
    public Orientation orientation() {
        return Orientation.NONE;
    }

    @Override
    public byte[] decode(int step) throws IOException {
        byte[] indices = new GifLzw(bytes, data).decode(frameWidth() * frameHeight());
        int width = PhotoLimits.thinned(width(), step);
        int height = PhotoLimits.thinned(height(), step);
        byte[] canvas = new byte[3 * width * height];
        Arrays.fill(canvas, (byte) 0xff);
        for (int stored = 0; stored < frameHeight(); stored++) {
            int y = u16(frame + 3) + shownRow(stored);
            if (y % step == 0) {
                paintRow(indices, stored, step, canvas, 3 * width * (y / step));
            }
        }
        return canvas;
    }

    private void paintRow(byte[] indices, int stored, int step, byte[] canvas, int rowStart) {
        int left = u16(frame + 1);
        for (int column = 0; column < frameWidth(); column++) {
            int x = left + column;
            int index = indices[stored * frameWidth() + column] & 0xff;
            if (x % step == 0 && index != transparent) {
                int from = Math.min(table + 3 * index, bytes.length - 3);
                System.arraycopy(bytes, from, canvas, rowStart + 3 * (x / step), 3);
            }
        }
    }

    /** Interlaced rows come in four passes: 0, 8, ...; 4, 12, ...; 2, 6, ...; 1, 3, ... */
    private int shownRow(int stored) {
        if ((bytes[frame + 9] & 0x40) == 0) {
            return stored;
        }
        int height = frameHeight();
        int row = stored;
        for (int[] pass : new int[][] {{0, 8}, {4, 8}, {2, 4}, {1, 2}}) {
            int rows = Math.max(0, (height - pass[0] + pass[1] - 1) / pass[1]);
            if (row < rows) {
                return pass[0] + row * pass[1];
            }
            row -= rows;
        }
        throw new IllegalStateException("row " + stored + " of " + height);
    }

    private int frameWidth() {
        return u16(frame + 5);
    }

    private int frameHeight() {
        return u16(frame + 7);
    }

    /** Bytes of the colour table that a packed field announces. */
    private int tableLength(int packedAt) throws EOFException {
        int packed = u8(packedAt);
        return (packed & 0x80) == 0 ? 0 : 3 << ((packed & 7) + 1);
    }

    private int afterSubBlocks(int from) throws EOFException {
        int at = from;
        for (int length = u8(at); length > 0; length = u8(at)) {
            at += 1 + length;
        }
        return at + 1;
    }

    private int u16(int index) {
        return (bytes[index] & 0xff) | ((bytes[index + 1] & 0xff) << 8);
    }

    private int u8(int index) throws EOFException {
        if (index >= bytes.length) {
            throw new EOFException("the first frame is incomplete");
        }
        return bytes[index] & 0xff;
    }
}
