package org.captioner.dataset.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;

/**
 * L*a*b* samples (CIE 1976, white D50, as TIFF 6.0 section 23 recommends and editors write) and
 * their conversion to sRGB (IEC 61966-2-1, adapted to D50 by Bradford's method).
 */
final class LabColours {
    /** With signed a and b. */
    private static final int CIE = 8;

    /** With a and b as offsets from the middle of the range, as ICC profiles have it. */
    private static final int ICC = 9;

    private static final int ITU = 10;

    private static final double WHITE_X = 0.9642;
    private static final double WHITE_Z = 0.8249;

    private LabColours() {}

    static boolean isLab(int photometric) {
        return photometric >= CIE && photometric <= ITU;
    }

    /**
     * Converts samples of 8 or 16 bits; those after the third are left out.
     *
     * @return (height, width, 3) RGB
     * @throws IOException if there are fewer samples, or of another kind
     */
    static byte[] toRgb(Raster raster, int photometric) throws IOException {
        boolean bytes = raster.getTransferType() == DataBuffer.TYPE_BYTE;
        boolean shorts = raster.getTransferType() == DataBuffer.TYPE_USHORT;
        int bands = raster.getNumBands();
        if (photometric == ITU || bands < 3 || !(bytes || shorts)) {
            throw new IOException("its L*a*b* samples are of an unknown kind");
        }
        double unit = bytes ? 1 : 256;
        double lightest = bytes ? 255 : 65535;
        if (photometric == ICC && shorts) {
            lightest = 65280;
        }
        byte[] rgb = new byte[3 * raster.getWidth() * raster.getHeight()];
        int[] row = null;
        int to = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            row = raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int from = 0; from < row.length; from += bands, to += 3) {
                put(
                        row[from] * 100 / lightest,
                        chroma(row[from + 1], unit, photometric),
                        chroma(row[from + 2], unit, photometric),
                        rgb,
                        to);
            }
        }
        return rgb;
    }

    private static double chroma(int sample, double unit, int photometric) {
        double value = sample / unit;
        if (photometric == ICC) {
            return value - 128;
        }
        return value >= 128 ? value - 256 : value;
    }

    private static void put(double l, double a, double b, byte[] rgb, int to) {
        double middle = (l + 16) / 116;
        double x = WHITE_X * linear(middle + a / 500);
        double y = linear(middle);
        double z = WHITE_Z * linear(middle - b / 200);
        rgb[to] = companded(3.1338561 * x - 1.6168667 * y - 0.4906146 * z);
        rgb[to + 1] = companded(-0.9787684 * x + 1.9161415 * y + 0.0334540 * z);
        rgb[to + 2] = companded(0.0719453 * x - 0.2289914 * y + 1.4052427 * z);
    }

    private static double linear(double f) {
        return f > 6.0 / 29 ? f * f * f : 3 * (6.0 / 29) * (6.0 / 29) * (f - 4.0 / 29);
    }

    private static byte companded(double linear) {
        double light = Math.max(0, Math.min(1, linear));
        double stored =
                light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
        return (byte) Math.round(255 * stored);
    }
}
