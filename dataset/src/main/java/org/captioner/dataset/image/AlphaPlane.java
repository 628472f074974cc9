package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.captioner.dataset.image.vp8l.Vp8lPicture;

/**
 * The opacity of a lossy WebP picture: a plane of bytes, each perhaps stored as the difference from
 * its neighbours, perhaps compressed as VP8L.
 */
final class AlphaPlane {
    private static final int RAW = 0;
    private static final int VP8L = 1;

    private static final int HORIZONTAL = 1;
    private static final int VERTICAL = 2;
    private static final int GRADIENT = 3;

    private AlphaPlane() {}

    /**
     * Decodes an ALPH chunk of at least one byte.
     *
     * @return (height, width) opacities
     */
    static byte[] decode(byte[] bytes, RiffChunks.Chunk chunk, int width, int height)
            throws IOException {
        int method = bytes[chunk.start()];
        int from = chunk.start() + 1;
        byte[] plane =
                switch (method & 3) {
                    case RAW -> raw(bytes, from, chunk.end(), width * height);
                    case VP8L ->
                            green(Vp8lPicture.headless(bytes, from, chunk.end(), width, height));
                    default -> throw new IOException("its alpha is compressed in an unknown way");
                };
        undoFilter(plane, width, method >> 2 & 3);
        return plane;
    }

    private static byte[] raw(byte[] bytes, int from, int to, int length) throws EOFException {
        if (to - from < length) {
            throw new EOFException("the plane of alpha is incomplete");
        }
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private static byte[] green(Vp8lPicture picture) throws IOException {
        int[] pixels = picture.decode();
        byte[] plane = new byte[pixels.length];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (byte) (pixels[i] >> 8);
        }
        return plane;
    }

    private static void undoFilter(byte[] plane, int width, int filter) {
        if (filter == 0) {
            return;
        }
        for (int i = 1; i < plane.length; i++) {
            plane[i] = (byte) (plane[i] + prediction(plane, width, filter, i));
        }
    }

    private static int prediction(byte[] plane, int width, int filter, int i) {
        if (i < width) {
            return plane[i - 1];
        }
        int above = plane[i - width] & 0xff;
        if (i % width == 0) {
            return above;
        }
        int left = plane[i - 1] & 0xff;
        return switch (filter) {
            case HORIZONTAL -> left;
            case VERTICAL -> above;
            case GRADIENT -> {
                int gradient = left + above - (plane[i - width - 1] & 0xff);
                yield Math.max(0, Math.min(255, gradient));
            }
            default -> throw new IllegalArgumentException("filter " + filter);
        };
    }
}
