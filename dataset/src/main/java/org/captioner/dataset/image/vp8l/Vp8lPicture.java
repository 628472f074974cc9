package org.captioner.dataset.image.vp8l;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * A VP8L stream, whose header has been read. Decoding holds four bytes for each pixel, for a moment
 * twice that; an instance may decode again.
 *
 * <pre>{@code
 * int[] argb = Vp8lPicture.open(file, start, end).decode();
 * }</pre>
 */
public final class Vp8lPicture {
    private static final int HEADER = 5;
    private static final int SIGNATURE = 0x2f;
    private static final int SIDE_BITS = 14;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final int width;
    private final int height;
    private final boolean transparent;

    private Vp8lPicture(
            byte[] bytes, int from, int to, int width, int height, boolean transparent) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.width = width;
        this.height = height;
        this.transparent = transparent;
    }

    /**
     * Reads the header of the stream in {@code bytes[from..to)}.
     *
     * @throws IOException if it is damaged; an {@link EOFException} if it ends early
     */
    public static Vp8lPicture open(byte[] bytes, int from, int to) throws IOException {
        if (to - from < HEADER) {
            throw new EOFException("the lossless data's header ends early");
        }
        LsbBits bits = new LsbBits(bytes, from, from + HEADER);
        if (bits.read(8) != SIGNATURE) {
            throw new IOException("its lossless data lacks the signature");
        }
        int width = bits.read(SIDE_BITS) + 1;
        int height = bits.read(SIDE_BITS) + 1;
        boolean transparent = bits.flag();
        if (bits.read(3) != 0) {
            throw new IOException("its lossless data is of an unknown version");
        }
        return new Vp8lPicture(bytes, from + HEADER, to, width, height, transparent);
    }

    /** A stream that has no header, as planes of opacity are stored: in the green channel. */
    public static Vp8lPicture headless(byte[] bytes, int from, int to, int width, int height) {
        return new Vp8lPicture(bytes, from, to, width, height, true);
    }

    /** Columns, 1 to 16384. */
    public int width() {
        return width;
    }

    /** Rows, 1 to 16384. */
    public int height() {
        return height;
    }

    /**
     * Decodes the pixels.
     *
     * @return (height, width) ARGB, not premultiplied, opaque if the header says so
     * @throws IOException if the data is damaged; an {@link EOFException} if it ends early
     */
    public int[] decode() throws IOException {
        LsbBits bits = new LsbBits(bytes, from, to);
        Deque<Transform> transforms = new ArrayDeque<>();
        Set<Transform.Kind> seen = EnumSet.noneOf(Transform.Kind.class);
        int columns = width;
        while (bits.flag()) {
            Transform.Kind kind = Transform.Kind.of(bits.read(2));
            if (!seen.add(kind)) {
                throw new IOException("its lossless data states a transform twice");
            }
            Transform transform = Transform.read(bits, kind, columns, height);
            transforms.push(transform);
            columns = transform.storedColumns();
        }
        int[] pixels = PixelReader.readMain(bits, columns, height);
        for (Transform transform : transforms) {
            pixels = transform.invert(pixels);
        }
        if (!transparent) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] |= 0xff000000;
            }
        }
        return pixels;
    }

    /** How many blocks of {@code 1 << bits} cover a length. */
    static int blocks(int length, int bits) {
        return (length + (1 << bits) - 1) >> bits;
    }
}
