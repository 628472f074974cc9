package org.captioner.dataset.image.vp8l;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * A canonical prefix code (RFC 9649, section 3.7.2), decoded by a table of the first bits and, for
 * longer codes, bit by bit.
 */
final class PrefixCode {
    private static final int LONGEST = 15;
    private static final int TABLE_BITS = 8;
    private static final int LENGTH_CODES = 19;
    private static final int[] LENGTH_ORDER = {
        17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    // By the next bits, the first in the lowest place: symbol << 4 | length; 0 if it is longer.
    private final int[] table;
    // Symbols by length and value; for each length how many there are.
    private final int[] symbols;
    private final int[] counts = new int[LONGEST + 1];
    private final int only;

    private PrefixCode(int[] lengths) throws IOException {
        int used = 0;
        int last = 0;
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] > 0) {
                counts[lengths[symbol]]++;
                used++;
                last = symbol;
            }
        }
        if (used == 0) {
            throw new IOException("a prefix code has no symbols");
        }
        symbols = new int[used];
        if (used == 1) {
            // A code of one symbol takes no bits.
            only = last;
            table = new int[0];
            return;
        }
        only = -1;
        requireFull();
        table = new int[1 << TABLE_BITS];
        fill(lengths);
    }

    private void requireFull() throws IOException {
        int free = 1;
        for (int length = 1; length <= LONGEST; length++) {
            free = 2 * free - counts[length];
            if (free < 0) {
                throw new IOException("a prefix code has too many symbols");
            }
        }
        if (free != 0) {
            throw new IOException("a prefix code is incomplete");
        }
    }

    private void fill(int[] lengths) {
        int[] next = new int[LONGEST + 2];
        int[] place = new int[LONGEST + 2];
        for (int length = 1; length <= LONGEST; length++) {
            next[length + 1] = (next[length] + counts[length]) << 1;
            place[length + 1] = place[length] + counts[length];
        }
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            int length = lengths[symbol];
            if (length == 0) {
                continue;
            }
            symbols[place[length]++] = symbol;
            int code = next[length]++;
            if (length <= TABLE_BITS) {
                int first = Integer.reverse(code) >>> (32 - length);
                for (int i = first; i < table.length; i += 1 << length) {
                    table[i] = symbol << 4 | length;
                }
            }
        }
    }

    /** Reads a code of so many symbols. */
    static PrefixCode read(LsbBits bits, int alphabet) throws IOException {
        int[] lengths = new int[alphabet];
        if (bits.flag()) {
            boolean second = bits.flag();
            int first = bits.read(bits.flag() ? 8 : 1);
            setOne(lengths, first);
            if (second) {
                setOne(lengths, bits.read(8));
            }
            return new PrefixCode(lengths);
        }
        int[] lengthLengths = new int[LENGTH_CODES];
        int stated = 4 + bits.read(4);
        for (int i = 0; i < stated; i++) {
            lengthLengths[LENGTH_ORDER[i]] = bits.read(3);
        }
        PrefixCode code = new PrefixCode(lengthLengths);
        int left = alphabet;
        if (bits.flag()) {
            left = 2 + bits.read(2 + 2 * bits.read(3));
            if (left > alphabet) {
                throw new IOException("a prefix code states too many lengths");
            }
        }
        readLengths(bits, code, lengths, left);
        return new PrefixCode(lengths);
    }

    private static void setOne(int[] lengths, int symbol) throws IOException {
        if (symbol >= lengths.length) {
            throw new IOException("a prefix code has a symbol beyond its alphabet");
        }
        lengths[symbol] = 1;
    }

    private static void readLengths(LsbBits bits, PrefixCode code, int[] lengths, int most)
            throws IOException {
        int previous = 8;
        int symbol = 0;
        for (int left = most; left > 0 && symbol < lengths.length; left--) {
            int length = code.next(bits);
            if (length < 16) {
                lengths[symbol++] = length;
                previous = length == 0 ? previous : length;
                continue;
            }
            int repeat =
                    switch (length) {
                        case 16 -> 3 + bits.read(2);
                        case 17 -> 3 + bits.read(3);
                        default -> 11 + bits.read(7);
                    };
            if (symbol + repeat > lengths.length) {
                throw new IOException("a prefix code repeats a length too often");
            }
            Arrays.fill(lengths, symbol, symbol + repeat, length == 16 ? previous : 0);
            symbol += repeat;
        }
    }

    /**
     * Reads the next symbol.
     *
     * @throws EOFException if the stream ends within it
     */
    int next(LsbBits bits) throws EOFException {
        if (only >= 0) {
            return only;
        }
        int ahead = bits.peek(LONGEST);
        int entry = table[ahead & ((1 << TABLE_BITS) - 1)];
        if (entry != 0) {
            bits.skip(entry & 15);
            return entry >> 4;
        }
        int code = 0;
        int first = 0;
        int place = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code = code << 1 | (ahead >> (length - 1) & 1);
            if (code - first < counts[length]) {
                bits.skip(length);
                return symbols[place + code - first];
            }
            place += counts[length];
            first = (first + counts[length]) << 1;
        }
        throw new IllegalStateException("a full code has no gaps");
    }
}
