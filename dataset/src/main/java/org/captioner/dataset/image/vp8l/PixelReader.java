package org.captioner.dataset.image.vp8l;

import java.io.IOException;

/** Reads ARGB pixels: literals, repetitions of earlier ones, and places in a cache of colours. */
final class PixelReader {
    private static final int CACHE_FACTOR = 0x1e35a7bd;
    private static final int MOST_CACHE_BITS = 11;

    /** Columns and rows back of the 120 nearest pixels, two digits each; columns offset by 8. */
    private static final int[] NEAR = {
        0x18, 0x07, 0x17, 0x19, 0x28, 0x06, 0x27, 0x29, 0x16, 0x1a, 0x26, 0x2a, 0x38, 0x05, 0x37,
        0x39, 0x15, 0x1b, 0x36, 0x3a, 0x25, 0x2b, 0x48, 0x04, 0x47, 0x49, 0x14, 0x1c, 0x35, 0x3b,
        0x46, 0x4a, 0x24, 0x2c, 0x58, 0x45, 0x4b, 0x34, 0x3c, 0x03, 0x57, 0x59, 0x13, 0x1d, 0x56,
        0x5a, 0x23, 0x2d, 0x44, 0x4c, 0x55, 0x5b, 0x33, 0x3d, 0x68, 0x02, 0x67, 0x69, 0x12, 0x1e,
        0x66, 0x6a, 0x22, 0x2e, 0x54, 0x5c, 0x43, 0x4d, 0x65, 0x6b, 0x32, 0x3e, 0x78, 0x01, 0x77,
        0x79, 0x53, 0x5d, 0x11, 0x1f, 0x64, 0x6c, 0x42, 0x4e, 0x76, 0x7a, 0x21, 0x2f, 0x75, 0x7b,
        0x31, 0x3f, 0x63, 0x6d, 0x52, 0x5e, 0x00, 0x74, 0x7c, 0x41, 0x4f, 0x10, 0x20, 0x62, 0x6e,
        0x30, 0x73, 0x7d, 0x51, 0x5f, 0x40, 0x72, 0x7e, 0x61, 0x6f, 0x50, 0x71, 0x7f, 0x60, 0x70
    };

    private PixelReader() {}

    /** Reads a picture that serves the decoding of another one: it has one region. */
    static int[] readAuxiliary(LsbBits bits, int width, int height) throws IOException {
        int cacheBits = cacheBits(bits);
        EntropyCodes codes = EntropyCodes.readOne(bits, cacheSize(cacheBits), width);
        return read(bits, codes, cacheBits, width, height);
    }

    /** Reads the picture itself, which may have several regions. */
    static int[] readMain(LsbBits bits, int width, int height) throws IOException {
        int cacheBits = cacheBits(bits);
        int cacheSize = cacheSize(cacheBits);
        EntropyCodes codes;
        if (bits.flag()) {
            int regionBits = 2 + bits.read(3);
            int columns = Vp8lPicture.blocks(width, regionBits);
            int rows = Vp8lPicture.blocks(height, regionBits);
            int[] regions = readAuxiliary(bits, columns, rows);
            codes = EntropyCodes.read(bits, cacheSize, regions, regionBits, width);
        } else {
            codes = EntropyCodes.readOne(bits, cacheSize, width);
        }
        return read(bits, codes, cacheBits, width, height);
    }

    private static int cacheBits(LsbBits bits) throws IOException {
        if (!bits.flag()) {
            return 0;
        }
        int cacheBits = bits.read(4);
        if (cacheBits < 1 || cacheBits > MOST_CACHE_BITS) {
            throw new IOException("a colour cache has " + cacheBits + " bits");
        }
        return cacheBits;
    }

    private static int cacheSize(int cacheBits) {
        return cacheBits == 0 ? 0 : 1 << cacheBits;
    }

    private static int[] read(
            LsbBits bits, EntropyCodes codes, int cacheBits, int width, int height)
            throws IOException {
        int[] pixels = new int[Math.multiplyExact(width, height)];
        int[] cache = new int[cacheSize(cacheBits)];
        int at = 0;
        while (at < pixels.length) {
            PrefixCode[] group = codes.at(at % width, at / width);
            int symbol = group[EntropyCodes.GREEN].next(bits);
            int start = at;
            if (symbol < EntropyCodes.LITERALS) {
                int red = group[EntropyCodes.RED].next(bits);
                int blue = group[EntropyCodes.BLUE].next(bits);
                int alpha = group[EntropyCodes.ALPHA].next(bits);
                pixels[at++] = alpha << 24 | red << 16 | symbol << 8 | blue;
            } else if (symbol < EntropyCodes.LITERALS + EntropyCodes.LENGTHS) {
                int length = number(bits, symbol - EntropyCodes.LITERALS);
                int code = number(bits, group[EntropyCodes.DISTANCE].next(bits));
                int distance = distance(code, width);
                if (distance > at || length > pixels.length - at) {
                    throw new IOException("a repetition reaches beyond the picture");
                }
                for (int end = at + length; at < end; at++) {
                    pixels[at] = pixels[at - distance];
                }
            } else {
                pixels[at++] = cache[symbol - EntropyCodes.LITERALS - EntropyCodes.LENGTHS];
            }
            if (cacheBits > 0) {
                for (int i = start; i < at; i++) {
                    cache[(CACHE_FACTOR * pixels[i]) >>> (32 - cacheBits)] = pixels[i];
                }
            }
        }
        return pixels;
    }

    /** A length or distance from its prefix and the bits that follow. */
    private static int number(LsbBits bits, int prefix) throws IOException {
        if (prefix < 4) {
            return prefix + 1;
        }
        int extra = (prefix - 2) >> 1;
        return ((2 + (prefix & 1)) << extra) + bits.read(extra) + 1;
    }

    private static int distance(int code, int width) {
        if (code > NEAR.length) {
            return code - NEAR.length;
        }
        int near = NEAR[code - 1];
        int distance = (near >> 4) * width + 8 - (near & 15);
        return Math.max(1, distance);
    }
}
