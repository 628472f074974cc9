package org.captioner.dataset.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The picture that all fixtures show; see the README beside them. */
final class Quarters {
    static final int WIDTH = 24;
    static final int HEIGHT = 16;

    private static final int WHITE = 0xffffff;
    private static final int RED = 0xdc1e1e;
    private static final int GREEN = 0x1ea03c;
    private static final int BLUE = 0x283cc8;
    private static final int YELLOW = 0xe6d228;

    private Quarters() {}

    static int colour(int x, int y) {
        if (x < 6 && y < 4) {
            return WHITE;
        }
        if (y < HEIGHT / 2) {
            return x < WIDTH / 2 ? RED : GREEN;
        }
        return x < WIDTH / 2 ? BLUE : YELLOW;
    }

    static Photo photo() {
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            int colour = colour(i % WIDTH, i / WIDTH);
            rgb[3 * i] = (byte) (colour >> 16);
            rgb[3 * i + 1] = (byte) (colour >> 8);
            rgb[3 * i + 2] = (byte) colour;
        }
        return Photo.of(WIDTH, HEIGHT, rgb);
    }

    static byte[] fixture(String name) {
        try (InputStream in = Quarters.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Photo read(String fixture) {
        return new PhotoReader(PhotoLimits.standard()).read(fixture(fixture), fixture);
    }

    /** The largest difference of any sample. */
    static int distance(Photo a, Photo b) {
        if (a.width() != b.width() || a.height() != b.height()) {
            throw new AssertionError(a + " is not of the size of " + b);
        }
        int distance = 0;
        for (int i = 0; i < a.rgb().length; i++) {
            distance = Math.max(distance, Math.abs((a.rgb()[i] & 255) - (b.rgb()[i] & 255)));
        }
        return distance;
    }
}
