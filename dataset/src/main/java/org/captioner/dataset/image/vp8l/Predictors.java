package org.captioner.dataset.image.vp8l;

/** The fourteen predictions of a pixel from its neighbours (RFC 9649, section 3.5.1). */
final class Predictors {
    private static final int OPAQUE_BLACK = 0xff000000;

    private Predictors() {}

    /**
     * Adds its prediction to every pixel, in place.
     *
     * @param modes a picture with the mode of each block in green
     */
    static void invert(int[] pixels, int width, int bits, int[] modes) {
        int columns = Vp8lPicture.blocks(width, bits);
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width;
            int prediction;
            if (y == 0) {
                prediction = x == 0 ? OPAQUE_BLACK : pixels[i - 1];
            } else if (x == 0) {
                prediction = pixels[i - width];
            } else {
                int mode = modes[(y >> bits) * columns + (x >> bits)] >> 8 & 15;
                // At the right edge, the pixel above and to the right is this row's first.
                prediction =
                        predict(
                                mode,
                                pixels[i - 1],
                                pixels[i - width],
                                pixels[i - width - 1],
                                pixels[i - width + 1]);
            }
            pixels[i] = add(pixels[i], prediction);
        }
    }

    private static int predict(int mode, int left, int above, int corner, int right) {
        return switch (mode) {
            case 1 -> left;
            case 2 -> above;
            case 3 -> right;
            case 4 -> corner;
            case 5 -> mean(mean(left, right), above);
            case 6 -> mean(left, corner);
            case 7 -> mean(left, above);
            case 8 -> mean(corner, above);
            case 9 -> mean(above, right);
            case 10 -> mean(mean(left, corner), mean(above, right));
            case 11 -> select(left, above, corner);
            case 12 -> gradient(left, above, corner);
            case 13 -> halfGradient(mean(left, above), corner);
            default -> OPAQUE_BLACK;
        };
    }

    /** Sums of the channels modulo 256. */
    static int add(int a, int b) {
        int alphaAndGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
        int redAndBlue = (a & 0x00ff00ff) + (b & 0x00ff00ff);
        return (alphaAndGreen & 0xff00ff00) | (redAndBlue & 0x00ff00ff);
    }

    /** Means of the channels, rounded down. */
    private static int mean(int a, int b) {
        return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
    }

    /** Whichever neighbour is nearer to left plus above less corner. */
    private static int select(int left, int above, int corner) {
        int difference = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int c = corner >> shift & 0xff;
            difference +=
                    Math.abs((left >> shift & 0xff) - c) - Math.abs((above >> shift & 0xff) - c);
        }
        return difference <= 0 ? above : left;
    }

    private static int gradient(int left, int above, int corner) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int sum = (left >> shift & 0xff) + (above >> shift & 0xff) - (corner >> shift & 0xff);
            result |= clamp(sum) << shift;
        }
        return result;
    }

    private static int halfGradient(int mean, int corner) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int m = mean >> shift & 0xff;
            result |= clamp(m + (m - (corner >> shift & 0xff)) / 2) << shift;
        }
        return result;
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
