package org.captioner.dataset.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.Rectangle;
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

    private static final int COLOUR_FILTER_ARRAY = 32803;
    private static final int LINEAR_RAW = 34892;
    private static final int CANON_AT = 8;

    /**
     * The plug-in refuses pages that unpack to more than this times the file, as blank faxes do.
     */
    private static final int PLUGIN_EXPANSION = 512;

    private static final int MOST_BYTES_A_PIXEL = 32;

    private final byte[] bytes;
    private final TiffTags tags;
    private final int width;
    private final int height;

    private EncodedTiff(byte[] bytes) throws IOException {
        this.bytes = bytes;
        this.tags = TiffTags.of(bytes);
        requireNoRaw();
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

    /** Cameras' raw files are TIFFs whose first page is but a thumbnail, or no picture. */
    private void requireNoRaw() throws UnsupportedPhotoException {
        boolean thumbnail =
                (tags.first(TiffTags.SUBFILE_TYPE, 0) & 1) != 0
                        && tags.has(TiffTags.SUB_DIRECTORIES);
        int photometric = tags.first(TiffTags.PHOTOMETRIC, -1);
        if (thumbnail
                || photometric == COLOUR_FILTER_ARRAY
                || photometric == LINEAR_RAW
                || tags.has(TiffTags.DNG_VERSION)
                || PhotoFormat.startsWith(bytes, CANON_AT, "CR")) {
            throw new UnsupportedPhotoException(UnsupportedFormat.RAW_TIFF);
        }
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
        ImageReader reader = reader(paddedBytes());
        try {
            if (step == 1) {
                return band(reader, 0, height);
            }
            // The plug-in's own thinning takes wrong columns. As many bands keep the memory low.
            int columns = PhotoLimits.thinned(width, step);
            byte[] kept = new byte[3 * columns * PhotoLimits.thinned(height, step)];
            int bandRows = step * PhotoLimits.thinned(PhotoLimits.thinned(height, step), step);
            for (int top = 0; top < height; top += bandRows) {
                int rows = Math.min(bandRows, height - top);
                byte[] band = band(reader, top, rows);
                for (int y = 0; y < rows; y += step) {
                    keep(band, y, step, kept, 3 * columns * ((top + y) / step));
                }
            }
            return kept;
        } finally {
            reader.dispose();
        }
    }

    private void keep(byte[] band, int y, int step, byte[] kept, int to) {
        int at = to;
        for (int x = 0; x < width; x += step, at += 3) {
            System.arraycopy(band, 3 * (y * width + x), kept, at, 3);
        }
    }

    /** Decodes some rows, all columns. */
    private byte[] band(ImageReader reader, int top, int rows) throws IOException {
        int photometric = tags.first(TiffTags.PHOTOMETRIC, -1);
        boolean lab = LabColours.isLab(photometric);
        int format = tags.first(TiffTags.SAMPLE_FORMAT, 1);
        if (format > LAST_FORMAT || (format == SIGNED && !lab)) {
            throw new IOException("its samples are signed or complex numbers");
        }
        ImageTypeSpecifier stored = reader.getRawImageType(0);
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceRegion(new Rectangle(0, top, width, rows));
        parameters.setDestinationType(stored);
        if (!lab && format != FLOATING) {
            return Pixels.rgb(reader.read(0, parameters));
        }
        Raster raster = reader.readRaster(0, parameters);
        return lab
                ? LabColours.toRgb(raster, photometric)
                : FloatSamples.toRgb(raster, stored.getColorModel(), photometric);
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
