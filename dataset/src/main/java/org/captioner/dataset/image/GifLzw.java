package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;

/**
 * GIF's variant of Lempel-Ziv-Welch compression (GIF89a, appendix F). Our own, since the JDK's
 * reader loses the last pixels of some sound files and invents those that a damaged file lacks.
 */
final class GifLzw {
    private static final int LONGEST_CODE = 12;

    private final byte[] bytes;
    private final int literalBits;
    private int at;
    private int blockEnd;
    private int bits;
    private int bitCount;

    // Code c stands for the string of code prefix[c], followed by the byte suffix[c].
    private final short[] prefix = new short[1 << LONGEST_CODE];
    private final byte[] suffix = new byte[1 << LONGEST_CODE];
    private final int[] length = new int[1 << LONGEST_CODE];

    /**
     * @param at where the frame's data begins, with the size of literals
     */
    GifLzw(byte[] bytes, int at) throws IOException {
        this.bytes = bytes;
        this.literalBits = bytes[at];
        this.at = at + 1;
        this.blockEnd = this.at;
        if (literalBits < 1 || literalBits > 8) {
            throw new IOException("it has colour indices of " + literalBits + " bits");
        }
    }

    /**
     * Decodes the palette indices of a frame; what follows them is left alone.
     *
     * @throws EOFException if the data holds fewer
     * @throws IOException if a code has no meaning yet
     */
    byte[] decode(int count) throws IOException {
        byte[] out = new byte[count];
        int clear = 1 << literalBits;
        for (int code = 0; code < clear; code++) {
            suffix[code] = (byte) code;
            length[code] = 1;
        }
        int next = clear + 2;
        int size = literalBits + 1;
        int previous = -1;
        int filled = 0;
        while (filled < count) {
            int code = code(size);
            if (code == clear) {
                next = clear + 2;
                size = literalBits + 1;
                previous = -1;
                continue;
            }
            if (code == clear + 1) {
                throw new EOFException("the frame's data ends after " + filled + " pixels");
            }
            if (code > next || (code == next && previous < 0)) {
                throw new IOException("a code is used before it is defined");
            }
            if (previous >= 0 && next < 1 << LONGEST_CODE) {
                prefix[next] = (short) previous;
                length[next] = length[previous] + 1;
                suffix[next] = first(code == next ? previous : code);
                next++;
                if (next == 1 << size && size < LONGEST_CODE) {
                    size++;
                }
            }
            filled += write(code, out, filled);
            previous = code;
        }
        return out;
    }

    private byte first(int code) {
        int c = code;
        while (length[c] > 1) {
            c = prefix[c];
        }
        return suffix[c];
    }

    /** Writes as much of the code's string as fits and returns its whole length. */
    private int write(int code, byte[] out, int from) {
        int c = code;
        for (int i = from + length[code] - 1; i >= from; i--) {
            if (i < out.length) {
                out[i] = suffix[c];
            }
            c = prefix[c];
        }
        return length[code];
    }

    private int code(int size) throws EOFException {
        while (bitCount < size) {
            bits |= nextByte() << bitCount;
            bitCount += 8;
        }
        int code = bits & ((1 << size) - 1);
        bits >>>= size;
        bitCount -= size;
        return code;
    }

    private int nextByte() throws EOFException {
        if (at == blockEnd) {
            int blockLength = at < bytes.length ? bytes[at] & 0xff : 0;
            at++;
            blockEnd = at + blockLength;
            if (blockLength == 0 || blockEnd > bytes.length) {
                throw new EOFException("the frame's data ends early");
            }
        }
        return bytes[at++] & 0xff;
    }
}
