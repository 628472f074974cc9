package org.captioner.dataset.image;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * A JPEG, decoded to raw samples by the JDK's reader (libjpeg) and coloured by {@link JpegColours}:
 * the JDK itself gets CMYK wrong, applies ICC profiles slowly and turns a broken-off file into a
 * half-grey picture, with no more than a call of a warning listener.
 */
final class EncodedJpeg implements EncodedPhoto {
    private final JpegStream stream;

    private EncodedJpeg(JpegStream stream) {
        this.stream = stream;
    }

    static EncodedJpeg open(byte[] bytes) throws IOException {
        return new EncodedJpeg(new JpegStream(bytes));
    }

    @Override
    public int width() {
        return stream.width();
    }

    @Override
    public int height() {
        return stream.height();
    }

    @Override
    public Orientation orientation() {
        return stream.exif().length == 0 ? Orientation.NONE : Orientation.ofTiff(stream.exif());
    }

    @Override
    public byte[] decode(int step) throws IOException {
        ImageReader reader = Plugins.jdk("jpeg");
        try {
            DecoderWarnings warnings = new DecoderWarnings(stream.isClosed());
            reader.addIIOReadWarningListener(warnings);
            reader.setInput(Plugins.stream(stream.withoutApplicationData()), true, true);
            ImageReadParam parameters = reader.getDefaultReadParam();
            parameters.setSourceSubsampling(step, step, 0, 0);
            byte[] rgb = stream.colours().toRgb(reader.readRaster(0, parameters));
            warnings.raise();
            return rgb;
        } finally {
            reader.dispose();
        }
    }

    /** Keeps the first warning after which libjpeg went on but a reader of photos must not. */
    private static final class DecoderWarnings implements IIOReadWarningListener {
        private final AtomicReference<String> first = new AtomicReference<>();
        private final boolean closed;

        DecoderWarnings(boolean closed) {
            this.closed = closed;
        }

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            // Stray bytes before a marker are common in healthy photos and harm no pixel; before
            // the
            // end of a file that breaks off, they are what the decoder could make nothing of.
            if (!closed || !warning.toLowerCase(Locale.ROOT).contains("extraneous bytes")) {
                first.compareAndSet(null, warning);
            }
        }

        void raise() throws IOException {
            String warning = first.get();
            if (warning == null) {
                return;
            }
            if (!closed || warning.toLowerCase(Locale.ROOT).contains("premature end")) {
                throw new EOFException(warning);
            }
            throw new IOException(warning);
        }
    }
}
