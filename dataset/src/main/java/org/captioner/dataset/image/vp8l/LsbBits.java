package org.captioner.dataset.image.vp8l;

import java.io.EOFException;

/** Reads bits, the least significant of each byte first. */
final class LsbBits {
    private final byte[] bytes;
    private final int end;
    private int at;
    private long window;
    private int available;

    /** Reads {@code bytes[from..to)}. */
    LsbBits(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /**
     * Reads an unsigned number of up to 24 bits.
     *
     * @throws EOFException if the stream ends before
     */
    int read(int count) throws EOFException {
        int value = peek(count);
        skip(count);
        return value;
    }

    boolean flag() throws EOFException {
        return read(1) == 1;
    }

    /** The next bits, zeros behind the end. */
    int peek(int count) {
        while (available < count && at < end) {
            window |= (long) (bytes[at++] & 0xff) << available;
            available += 8;
        }
        return (int) (window & ((1L << count) - 1));
    }

    /**
     * Moves on by bits that were peeked at.
     *
     * @throws EOFException if the stream ends before
     */
    void skip(int count) throws EOFException {
        if (count > available) {
            throw new EOFException("the lossless data ends early");
        }
        window >>>= count;
        available -= count;
    }
}
