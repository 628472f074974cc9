package org.captioner.dataset.image;

import java.awt.color.ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Locale;

/**
 * Floating-point samples, of which 0 stands for black and 1 for white, as image editors write them.
 * What lies outside, such as highlights, is clamped.
 */
final class FloatSamples {
    private static final int WHITE_IS_ZERO = 0;

    private FloatSamples() {}

    /**
     * Converts grey or RGB samples, with or without alpha.
     *
     * @return (height, width, 3) RGB over white
     * @throws IOException if most samples lie above 1, so that another range must be meant, or the
     *     colours are of another kind
     */
    static byte[] toRgb(Raster raster, ColorModel model, int photometric) throws IOException {
        int colours = model.getNumColorComponents();
        if (colours != 1
                && (colours != 3 || model.getColorSpace().getType() != ColorSpace.TYPE_RGB)) {
            throw new IOException("it has floating-point samples that are neither grey nor RGB");
        }
        int bands = raster.getNumBands();
        byte[] rgb = new byte[3 * raster.getWidth() * raster.getHeight()];
        double[] row = null;
        int to = 0;
        long above = 0;
        double largest = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            row = raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int from = 0; from < row.length; from += bands, to += 3) {
                double alpha = model.hasAlpha() ? clamp(row[from + colours]) : 1;
                for (int c = 0; c < 3; c++) {
                    double stored = row[from + (colours == 1 ? 0 : c)];
                    if (stored > 1) {
                        above++;
                        largest = Math.max(largest, stored);
                    }
                    double value = clamp(photometric == WHITE_IS_ZERO ? 1 - stored : stored);
                    double opaque = model.isAlphaPremultiplied() ? value : value * alpha;
                    rgb[to + c] = (byte) Math.round(255 * clamp(opaque + 1 - alpha));
                }
            }
        }
        if (2 * above > rgb.length) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "its floating-point samples reach %.4g where 1 is white",
                            largest));
        }
        return rgb;
    }

    private static double clamp(double value) {
        // Not a number becomes 0.
        return value > 0 ? Math.min(1, value) : 0;
    }
}
