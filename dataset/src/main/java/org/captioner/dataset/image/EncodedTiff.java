package org.captioner.dataset.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * The first page of a TIFF, decoded by TwelveMonkeys' reader to samples as they are stored: of its
 * own accord it takes any fourth sample for unassociated alpha, and turns Lab into colours that are
 * off.
 */
final class EncodedTiff implements EncodedPhoto {
    private static final int SIGNED = 2;
    private static final int FLOATING = 3;
    private static final int LAST_FORMAT = 4; // Beyond are complex numbers.

    /** The plug-in refuses pages that unpack to more than this times the file, as blank faxes do. */
    private static final int PLUGIN_EXPANSION = 512;

    private static final int MOST_BYTES_A_PIXEL = 32;

    private final byte[] bytes;
    private final TiffTags tags;
    private final int width;
    private final int height;

    private EncodedTiff(byte[] bytes) throws IOException {
        this.bytes = bytes;
        this.tags = TiffTags.of(bytes);
        ImageReader reader = reader(bytes);
        try {
            width = reader.getWidth(0);
            height = reader.getHeight(0);
        } finally {
            reader.dispose();
        }
    }

    static EncodedTiff open(byte[] bytes) throws IOException {
        return new EncodedTiff(bytes);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public Orientation orientation() {
        return Orientation.of(tags);
    }

    @Override
    public byte[] decode(int step) throws IOException {
        int photometric = tags.first(TiffTags.PHOTOMETRIC, -1);
        boolean lab = LabColours.isLab(photometric);
        int format = tags.first(TiffTags.SAMPLE_FORMAT, 1);
        if (format > LAST_FORMAT || (format == SIGNED && !lab)) {
            throw new IOException("its samples are signed or complex numbers");
        }
        ImageReader reader = reader(paddedBytes());
        try {
            ImageTypeSpecifier stored = reader.getRawImageType(0);
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(step, step, 0, 0);
            parameters.setDestinationType(stored);
            if (!lab && format != FLOATING) {
                return Pixels.rgb(reader.read(0, parameters));
            }
            Raster raster = reader.readRaster(0, parameters);
            return lab
                    ? LabColours.toRgb(raster, photometric)
                    : FloatSamples.toRgb(raster, stored.getColorModel(), photometric);
        } finally {
            reader.dispose();
        }
    }

    private byte[] paddedBytes() {
        long most = (long) width * height * MOST_BYTES_A_PIXEL;
        long needed = Math.min(most / PLUGIN_EXPANSION + 1, Integer.MAX_VALUE - 8);
        return bytes.length >= needed ? bytes : Arrays.copyOf(bytes, (int) needed);
    }

    private static ImageReader reader(byte[] bytes) throws IOException {
        ImageReader reader = Plugins.of(new TIFFImageReaderSpi());
        reader.setInput(Plugins.stream(bytes), false, false);
        return reader;
    }
}
