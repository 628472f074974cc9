package org.captioner.dataset.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * What the samples of a JPEG stand for, derived from the markers as libjpeg does, and their
 * conversion to RGB. With an Adobe marker or without, CMYK samples are taken as Adobe writes them:
 * inverted.
 */
enum JpegColours {
    GREY(1) {
        @Override
        void toRgb(byte[] s, int from, byte[] rgb, int to) {
            set(rgb, to, sample(s, from), sample(s, from), sample(s, from));
        }
    },
    RGB(3) {
        @Override
        void toRgb(byte[] s, int from, byte[] rgb, int to) {
            set(rgb, to, sample(s, from), sample(s, from + 1), sample(s, from + 2));
        }
    },
    YCBCR(3) {
        @Override
        void toRgb(byte[] s, int from, byte[] rgb, int to) {
            int y = sample(s, from);
            int cb = sample(s, from + 1);
            int cr = sample(s, from + 2);
            set(rgb, to, red(y, cr), green(y, cb, cr), blue(y, cb));
        }
    },
    CMYK(4) {
        @Override
        void toRgb(byte[] s, int from, byte[] rgb, int to) {
            int black = sample(s, from + 3);
            set(
                    rgb,
                    to,
                    product(sample(s, from), black),
                    product(sample(s, from + 1), black),
                    product(sample(s, from + 2), black));
        }
    },
    YCCK(4) {
        @Override
        void toRgb(byte[] s, int from, byte[] rgb, int to) {
            int y = sample(s, from);
            int cb = sample(s, from + 1);
            int cr = sample(s, from + 2);
            int black = sample(s, from + 3);
            set(
                    rgb,
                    to,
                    product(255 - red(y, cr), black),
                    product(255 - green(y, cb, cr), black),
                    product(255 - blue(y, cb), black));
        }
    };

    /** For streams without Adobe's marker. */
    static final int NO_TRANSFORM_STATED = -1;

    private final int components;

    JpegColours(int components) {
        this.components = components;
    }

    /**
     * Decides as libjpeg's {@code default_decompress_parms}.
     *
     * @param ids of the frame's components
     * @param adobeTransform as Adobe's marker states it, or {@link #NO_TRANSFORM_STATED}
     */
    static JpegColours of(int[] ids, boolean jfif, int adobeTransform) throws IOException {
        return switch (ids.length) {
            case 1 -> GREY;
            case 3 -> threeComponents(ids, jfif, adobeTransform);
            case 4 -> adobeTransform > 0 ? YCCK : CMYK;
            default -> throw new IOException("it has " + ids.length + " components, not 1, 3 or 4");
        };
    }

    private static JpegColours threeComponents(int[] ids, boolean jfif, int adobeTransform) {
        if (jfif) {
            return YCBCR;
        }
        if (adobeTransform != NO_TRANSFORM_STATED) {
            return adobeTransform == 0 ? RGB : YCBCR;
        }
        return ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B' ? RGB : YCBCR;
    }

    /**
     * Converts decoded samples.
     *
     * @return (height, width, 3) RGB
     * @throws IOException if the decoder gave another number of samples a pixel than the header
     */
    byte[] toRgb(Raster raster) throws IOException {
        if (raster.getNumBands() != components
                || raster.getTransferType() != DataBuffer.TYPE_BYTE) {
            throw new IOException("its header and data disagree on the samples");
        }
        int width = raster.getWidth();
        byte[] rgb = new byte[3 * width * raster.getHeight()];
        byte[] row = new byte[width * components];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getDataElements(0, y, width, 1, row);
            for (int x = 0; x < width; x++, to += 3) {
                toRgb(row, x * components, rgb, to);
            }
        }
        return rgb;
    }

    abstract void toRgb(byte[] samples, int from, byte[] rgb, int to);

    private static int sample(byte[] samples, int index) {
        return samples[index] & 0xff;
    }

    // JFIF's inverse transform in 16-bit fixed point, rounded as libjpeg rounds it.
    private static int red(int y, int cr) {
        return clamp(y + ((91881 * (cr - 128) + 32768) >> 16));
    }

    private static int green(int y, int cb, int cr) {
        return clamp(y + ((-22554 * (cb - 128) - 46802 * (cr - 128) + 32768) >> 16));
    }

    private static int blue(int y, int cb) {
        return clamp(y + ((116130 * (cb - 128) + 32768) >> 16));
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }

    /** a * b / 255, rounded. */
    private static int product(int a, int b) {
        return (a * b + 127) / 255;
    }

    private static void set(byte[] rgb, int to, int red, int green, int blue) {
        rgb[to] = (byte) red;
        rgb[to + 1] = (byte) green;
        rgb[to + 2] = (byte) blue;
    }
}
