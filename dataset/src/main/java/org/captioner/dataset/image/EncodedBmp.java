package org.captioner.dataset.image;

import java.io.IOException;
import javax.imageio.ImageReader;

/** A BMP, which the JDK's reader understands without help. */
final class EncodedBmp implements EncodedPhoto {
    private final byte[] bytes;
    private final int width;
    private final int height;

    private EncodedBmp(byte[] bytes) throws IOException {
        this.bytes = bytes;
        ImageReader reader = reader();
        try {
            width = reader.getWidth(0);
            height = reader.getHeight(0);
        } finally {
            reader.dispose();
        }
    }

    static EncodedBmp open(byte[] bytes) throws IOException {
        return new EncodedBmp(bytes);
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
        return Orientation.NONE;
    }

    @Override
    public byte[] decode(int step) throws IOException {
        ImageReader reader = reader();
        try {
            return Pixels.rgb(Plugins.read(reader, step));
        } finally {
            reader.dispose();
        }
    }

    private ImageReader reader() throws IOException {
        ImageReader reader = Plugins.jdk("bmp");
        reader.setInput(Plugins.stream(bytes), false, false);
        return reader;
    }
}
