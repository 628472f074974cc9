package org.captioner.dataset.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * The ImageIO readers in use, asked for by name. ImageIO's own choice hangs on which service files
 * the class path merges, and on their order.
 */
final class Plugins {
    static {
        // Some plug-ins open streams of their own; none of them is to write to the disk.
        ImageIO.setUseCache(false);
    }

    private Plugins() {}

    /** A new reader of the JDK's own for this format name; the caller disposes of it. */
    static ImageReader jdk(String format) throws IOException {
        Iterator<ImageReaderSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        String prefix = "com.sun.imageio.plugins." + format + ".";
        while (providers.hasNext()) {
            ImageReaderSpi provider = providers.next();
            if (provider.getClass().getName().startsWith(prefix)) {
                return provider.createReaderInstance();
            }
        }
        throw new IllegalStateException("this Java has no ImageIO reader for " + format);
    }

    /** A new reader of a plug-in's; the caller disposes of it. */
    static ImageReader of(ImageReaderSpi provider) throws IOException {
        return provider.createReaderInstance();
    }

    /** Decodes the first picture, keeping the first of each {@code step} rows and columns. */
    static BufferedImage read(ImageReader reader, int step) throws IOException {
        ImageReadParam parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, parameters);
    }

    /** A seekable stream over the bytes, without a copy. */
    static ImageInputStream stream(byte[] bytes) {
        return new ByteArrayImageInputStream(bytes);
    }
}
