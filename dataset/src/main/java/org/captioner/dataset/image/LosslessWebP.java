package org.captioner.dataset.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageReader;

/** VP8L streams, handed to TwelveMonkeys' reader as files that hold nothing else. */
final class LosslessWebP {
    /** A signature, 14 bits each of width and height less 1, a flag for alpha, a version. */
    static final int HEADER = 5;

    private static final byte SIGNATURE = 0x2f;
    private static final int SIDE_BITS = 14;
    private static final int MOST = (1 << SIDE_BITS) - 1;

    /** The plug-in refuses pictures that unpack to more than this times the file. */
    private static final int PLUGIN_EXPANSION = 2048;

    private LosslessWebP() {}

    /** Columns as the stream's header states them. */
    static int width(byte[] bytes, RiffChunks.Chunk stream) {
        return (packed(bytes, stream) & MOST) + 1;
    }

    /** Rows as the stream's header states them. */
    static int height(byte[] bytes, RiffChunks.Chunk stream) {
        return (packed(bytes, stream) >>> SIDE_BITS & MOST) + 1;
    }

    private static int packed(byte[] bytes, RiffChunks.Chunk stream) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(stream.start() + 1);
    }

    /** Decodes the pixels {@code first}, {@code first + step}, ... of each direction. */
    static BufferedImage decode(
            byte[] bytes, RiffChunks.Chunk stream, int firstX, int firstY, int step)
            throws IOException {
        byte[] content = Arrays.copyOfRange(bytes, stream.start(), stream.end());
        long pixels = (long) width(bytes, stream) * height(bytes, stream);
        return read(content, pixels, firstX, firstY, step);
    }

    /** Decodes a stream without a header, as a plane of alpha is stored: in the green channel. */
    static BufferedImage decodeHeadless(byte[] bytes, int from, int to, int width, int height)
            throws IOException {
        ByteBuffer content = ByteBuffer.allocate(HEADER + to - from).order(ByteOrder.LITTLE_ENDIAN);
        content.put(SIGNATURE).putInt(width - 1 | (height - 1) << SIDE_BITS);
        content.put(bytes, from, to - from);
        return read(content.array(), (long) width * height, 0, 0, 1);
    }

    private static BufferedImage read(byte[] content, long pixels, int firstX, int firstY, int step)
            throws IOException {
        int padded = content.length + (content.length & 1);
        // The pixels are bounded by PhotoLimits already; a plain picture may well unpack to more
        // than the plug-in expects, so that the file is made long enough with zeros.
        int length = Math.max(20 + padded, (int) (4 * pixels / PLUGIN_EXPANSION) + 1);
        ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
        file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(content.length);
        file.put(content);
        ImageReader reader = Plugins.of(new WebPImageReaderSpi());
        try {
            reader.setInput(Plugins.stream(file.array()), false, false);
            return Plugins.read(reader, firstX, firstY, step);
        } finally {
            reader.dispose();
        }
    }
}
