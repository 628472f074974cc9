package org.captioner.dataset.image;

import java.io.IOException;
import javax.imageio.ImageReader;

/** A picture that an ImageIO reader understands without help: BMP, TIFF. */
final class PluginPhoto implements EncodedPhoto {
    private interface Plugin {
        ImageReader reader() throws IOException;
    }

    private final byte[] bytes;
    private final Plugin plugin;
    private final byte[] exif;
    private final int width;
    private final int height;

    private PluginPhoto(byte[] bytes, Plugin plugin, byte[] exif) throws IOException {
        this.bytes = bytes;
        this.plugin = plugin;
        this.exif = exif;
        ImageReader reader = reader();
        try {
            width = reader.getWidth(0);
            height = reader.getHeight(0);
        } finally {
            reader.dispose();
        }
    }

    static PluginPhoto bmp(byte[] bytes) throws IOException {
        return new PluginPhoto(bytes, () -> Plugins.jdk("bmp"), new byte[0]);
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
        return exif.length == 0 ? Orientation.NONE : Orientation.ofTiff(exif);
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
        ImageReader reader = plugin.reader();
        reader.setInput(Plugins.stream(bytes), false, false);
        return reader;
    }
}
