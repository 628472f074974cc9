package org.captioner.dataset.image.vp8l;

import java.io.IOException;

/** A reversible change of the pixels that an encoder made before coding (RFC 9649, section 3.5). */
final class Transform {
    enum Kind {
        PREDICTION,
        COLOUR,
        SUBTRACT_GREEN,
        PALETTE;

        /** By the two bits in the stream. */
        static Kind of(int number) {
            return switch (number) {
                case 0 -> PREDICTION;
                case 1 -> COLOUR;
                case 2 -> SUBTRACT_GREEN;
                default -> PALETTE;
            };
        }
    }

    private final Kind kind;
    private final int width;
    private final int height;
    private final int bits;
    private final int[] data;

    private Transform(Kind kind, int width, int height, int bits, int[] data) {
        this.kind = kind;
        this.width = width;
        this.height = height;
        this.bits = bits;
        this.data = data;
    }

    static Transform read(LsbBits in, Kind kind, int width, int height) throws IOException {
        return switch (kind) {
            case PREDICTION, COLOUR -> {
                int bits = 2 + in.read(3);
                int columns = Vp8lPicture.blocks(width, bits);
                int rows = Vp8lPicture.blocks(height, bits);
                int[] data = PixelReader.readAuxiliary(in, columns, rows);
                yield new Transform(kind, width, height, bits, data);
            }
            case SUBTRACT_GREEN -> new Transform(kind, width, height, 0, new int[0]);
            case PALETTE -> {
                int colours = in.read(8) + 1;
                int[] palette = PixelReader.readAuxiliary(in, colours, 1);
                for (int i = 1; i < colours; i++) {
                    palette[i] = Predictors.add(palette[i], palette[i - 1]);
                }
                yield new Transform(kind, width, height, packing(colours), palette);
            }
        };
    }

    /** Two, four or eight pixels of few colours are stored as one; the binary logarithm of it. */
    private static int packing(int colours) {
        if (colours > 16) {
            return 0;
        }
        if (colours > 4) {
            return 1;
        }
        return colours > 2 ? 2 : 3;
    }

    /** Columns of the pixels that are stored once this transform is made. */
    int storedColumns() {
        return kind == Kind.PALETTE ? Vp8lPicture.blocks(width, bits) : width;
    }

    /** Undoes the transform, in place where the size allows. */
    int[] invert(int[] pixels) {
        return switch (kind) {
            case PREDICTION -> {
                Predictors.invert(pixels, width, bits, data);
                yield pixels;
            }
            case COLOUR -> {
                invertColour(pixels);
                yield pixels;
            }
            case SUBTRACT_GREEN -> {
                for (int i = 0; i < pixels.length; i++) {
                    int green = pixels[i] >> 8 & 0xff;
                    pixels[i] = Predictors.add(pixels[i], green << 16 | green);
                }
                yield pixels;
            }
            case PALETTE -> lookUp(pixels);
        };
    }

    private void invertColour(int[] pixels) {
        int columns = Vp8lPicture.blocks(width, bits);
        for (int i = 0; i < pixels.length; i++) {
            int factors = data[((i / width) >> bits) * columns + ((i % width) >> bits)];
            int pixel = pixels[i];
            int green = pixel >> 8;
            int red = (pixel >> 16) + delta(factors, green);
            int blue = pixel + delta(factors >> 8, green) + delta(factors >> 16, red);
            pixels[i] = (pixel & 0xff00ff00) | (red & 0xff) << 16 | (blue & 0xff);
        }
    }

    /** Both as signed bytes; a factor is in 32nds. */
    private static int delta(int factor, int colour) {
        return ((byte) factor * (byte) colour) >> 5;
    }

    private int[] lookUp(int[] stored) {
        int[] pixels = bits == 0 ? stored : new int[width * height];
        int columns = storedColumns();
        int indexBits = 8 >> bits;
        int mask = (1 << indexBits) - 1;
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int packed = stored[i / width * columns + (x >> bits)] >> 8 & 0xff;
            int index = (packed >> ((x & ((1 << bits) - 1)) * indexBits)) & mask;
            // An index beyond the palette is transparent black.
            pixels[i] = index < data.length ? data[index] : 0;
        }
        return pixels;
    }
}
