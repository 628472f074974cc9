package org.captioner.dataset.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Turns what ImageIO decodes into 8-bit RGB over white. Samples are taken as they are stored:
 * {@link BufferedImage#getRGB} would apply profiles, and brighten grey pictures, since Java takes
 * grey for linear light.
 */
final class Pixels {
    private Pixels() {}

    /** Converts a picture of any colour model to (height, width, 3) RGB. */
    static byte[] rgb(BufferedImage image) {
        byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
        ColorModel model = image.getColorModel();
        int colours = model.getNumColorComponents();
        int space = model.getColorSpace().getType();
        if (model instanceof IndexColorModel palette) {
            fromPalette(image.getRaster(), palette, rgb);
        } else if (hasUnsignedSamples(model)
                && (colours == 1
                        || (colours == 3 && space == ColorSpace.TYPE_RGB)
                        || (colours == 4 && space == ColorSpace.TYPE_CMYK))) {
            fromSamples(image.getRaster(), model, rgb);
        } else {
            fromColourSpace(image, rgb);
        }
        return rgb;
    }

    private static boolean hasUnsignedSamples(ColorModel model) {
        return switch (model.getTransferType()) {
            case DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT, DataBuffer.TYPE_INT -> true;
            default -> false;
        };
    }

    private static void fromPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
        int[] row = null;
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            // There may be samples after the index.
            row = raster.getSamples(0, y, raster.getWidth(), 1, 0, row);
            for (int x = 0; x < raster.getWidth(); x++, to += 3) {
                put(rgb, to, palette.getRGB(row[x]));
            }
        }
    }

    private static void fromSamples(Raster raster, ColorModel model, byte[] rgb) {
        int colours = model.getNumColorComponents();
        int bands = raster.getNumBands();
        // There may be samples that are neither colour nor alpha.
        int known = model.getNumComponents();
        long[] most = new long[known];
        for (int band = 0; band < known; band++) {
            most[band] = (1L << model.getComponentSize(band)) - 1;
        }
        int[] row = null;
        int[] pixel = new int[known];
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            row = raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int x = 0; x < raster.getWidth(); x++, to += 3) {
                for (int band = 0; band < known; band++) {
                    pixel[band] = toByte(row[x * bands + band], most[band]);
                }
                int alpha = model.hasAlpha() ? pixel[colours] : 255;
                for (int c = 0; c < 3; c++) {
                    int value = colour(pixel, colours, c);
                    int over =
                            model.isAlphaPremultiplied()
                                    ? value + 255 - alpha
                                    : overWhite(value, alpha);
                    rgb[to + c] = (byte) Math.min(255, over);
                }
            }
        }
    }

    private static int colour(int[] pixel, int colours, int channel) {
        return switch (colours) {
            case 1 -> pixel[0];
            case 3 -> pixel[channel];
            default -> ((255 - pixel[channel]) * (255 - pixel[3]) + 127) / 255;
        };
    }

    /** Colour spaces that only their own definition can turn into RGB, such as Lab. */
    private static void fromColourSpace(BufferedImage image, byte[] rgb) {
        int[] row = null;
        int to = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            row = image.getRGB(0, y, image.getWidth(), 1, row, 0, image.getWidth());
            for (int x = 0; x < image.getWidth(); x++, to += 3) {
                put(rgb, to, row[x]);
            }
        }
    }

    /**
     * Lays a row of RGB over white.
     *
     * @param to where the row begins in {@code rgb}
     * @param alpha opacities, that of the first pixel at {@code from}, the next {@code step} on
     */
    static void layOverWhite(byte[] rgb, int to, int pixels, byte[] alpha, int from, int step) {
        for (int x = 0; x < pixels; x++) {
            int opacity = alpha[from + x * step] & 0xff;
            for (int c = to + 3 * x; c < to + 3 * x + 3; c++) {
                rgb[c] = (byte) overWhite(rgb[c] & 0xff, opacity);
            }
        }
    }

    /** Lays an ARGB pixel over white. */
    static void put(byte[] rgb, int to, int argb) {
        int alpha = argb >>> 24;
        rgb[to] = (byte) overWhite((argb >> 16) & 255, alpha);
        rgb[to + 1] = (byte) overWhite((argb >> 8) & 255, alpha);
        rgb[to + 2] = (byte) overWhite(argb & 255, alpha);
    }

    private static int overWhite(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    private static int toByte(int sample, long most) {
        // A sample of 32 bits comes as a negative number where its first bit is set.
        return most == 255 ? sample : (int) (((sample & most) * 255 + most / 2) / most);
    }
}
