package org.captioner.dataset.image.vp8;

import java.io.EOFException;

/** The arithmetic decoder of VP8 (RFC 6386, section 7) over one partition. */
final class BoolDecoder {
    private final byte[] bytes;
    private final int end;
    private int at;

    // What is left of the interval, less 1: 127 to 254 before each bit.
    private int range = 254;
    private int value;
    // How many bits of value lie below the eight that are compared.
    private int spare = -8;
    private int missing;

    /** Decodes {@code bytes[from..to)}. */
    BoolDecoder(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** One bit that is 0 with {@code probability / 256}. */
    int bit(int probability) {
        if (spare < 0) {
            value = value << 8 | next();
            spare += 8;
        }
        int split = (range * probability) >> 8;
        int bit;
        if (value >> spare > split) {
            range -= split + 1;
            value -= (split + 1) << spare;
            bit = 1;
        } else {
            range = split;
            bit = 0;
        }
        // The interval is doubled until it holds 128 values or more.
        int shift = Integer.numberOfLeadingZeros(range + 1) - 24;
        if (shift > 0) {
            range = ((range + 1) << shift) - 1;
            spare -= shift;
        }
        return bit;
    }

    /** One bit, 0 and 1 equally likely. */
    boolean flag() {
        return bit(128) == 1;
    }

    /** An unsigned number of so many bits. */
    int literal(int bits) {
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number = number << 1 | bit(128);
        }
        return number;
    }

    /** A flag, and if it is set a number of so many bits and its sign; otherwise 0. */
    int optionalSigned(int bits) {
        if (!flag()) {
            return 0;
        }
        int magnitude = literal(bits);
        return flag() ? -magnitude : magnitude;
    }

    /**
     * Checks that the partition held what was decoded of it.
     *
     * @throws EOFException if it ended before
     */
    void requireComplete() throws EOFException {
        if (missing > 0) {
            throw new EOFException("a partition of the frame ends early");
        }
    }

    private int next() {
        if (at < end) {
            return bytes[at++] & 0xff;
        }
        missing++;
        return 0;
    }
}
