package org.captioner.dataset.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats whose fixtures the JDK can write. */
class PhotoFormatsTest {
    private final PhotoReader reader = new PhotoReader(PhotoLimits.standard());

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
    void true_colour_and_palette_formats_give_the_very_pixels(String format) {
        byte[] bytes = Encoded.bytes(Encoded.quarters(BufferedImage.TYPE_INT_RGB), format);
        assertEquals(Quarters.photo(), reader.read(bytes, format));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
    void palettes_are_looked_up(String format) {
        byte[] bytes = Encoded.bytes(Encoded.quarters(BufferedImage.TYPE_BYTE_INDEXED), format);
        int distance = Quarters.distance(Quarters.photo(), reader.read(bytes, format));
        // Java's standard palette has colours 51 apart.
        assertTrue(distance <= 26, "differs by " + distance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "tiff"})
    void black_and_white_stays_black_and_white(String format) {
        BufferedImage image = new BufferedImage(9, 2, BufferedImage.TYPE_BYTE_BINARY);
        image.setRGB(0, 0, 0xffffffff);
        image.setRGB(8, 1, 0xffffffff);
        byte[] expected = new byte[9 * 2 * 3];
        Arrays.fill(expected, 0, 3, (byte) 255);
        Arrays.fill(expected, expected.length - 3, expected.length, (byte) 255);
        Photo photo = reader.read(Encoded.bytes(image, format), format);
        assertEquals(Photo.of(9, 2, expected), photo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void sixteen_bit_grey_is_scaled_not_brightened(String format) {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 100 * 257 + 100, 65535});
        Photo photo = reader.read(Encoded.bytes(image, format), format);
        byte[] expected = {0, 0, 0, 100, 100, 100, -1, -1, -1};
        assertEquals(Photo.of(3, 1, expected), photo);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void alpha_is_laid_over_white(String format) {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00ff0000);
        image.setRGB(1, 0, 0x80ff0000);
        image.setRGB(2, 0, 0xffff0000);
        Photo photo = reader.read(Encoded.bytes(image, format), format);
        byte[] expected = {-1, -1, -1, -1, 127, 127, -1, 0, 0};
        assertEquals(Photo.of(3, 1, expected), photo);
    }

    @Test
    void a_transparent_gif_shows_white_through() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(1, 0, 0xff0000ff);
        Photo photo = reader.read(Encoded.bytes(image, "gif"), "a.gif");
        assertEquals(Photo.of(2, 1, new byte[] {-1, -1, -1, 0, 0, -1}), photo);
    }

    @Test
    void a_gif_frame_smaller_than_the_canvas_lies_where_it_says() {
        byte[] bytes = Encoded.bytes(Encoded.plain(2, 1, Color.BLACK), "gif");
        int descriptor = indexOfFrame(bytes);
        bytes[6] = 4; // The canvas becomes 4x3 ...
        bytes[8] = 3;
        bytes[descriptor + 1] = 1; // ... and the frame moves to (1, 2).
        bytes[descriptor + 3] = 2;
        byte[] expected = new byte[4 * 3 * 3];
        Arrays.fill(expected, (byte) 255);
        Arrays.fill(expected, 3 * (2 * 4 + 1), 3 * (2 * 4 + 3), (byte) 0);
        assertEquals(Photo.of(4, 3, expected), reader.read(bytes, "a.gif"));
    }

    @ParameterizedTest
    @ValueSource(ints = {ImageWriteParam.MODE_DEFAULT, ImageWriteParam.MODE_DISABLED})
    void gif_rows_are_put_in_order_and_long_codes_followed(int interlacing) throws IOException {
        // Noise fills the code table several times over.
        BufferedImage image = new BufferedImage(150, 101, BufferedImage.TYPE_BYTE_INDEXED);
        byte[] indices = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        new Random(1).nextBytes(indices);
        byte[] expected = new byte[3 * indices.length];
        for (int i = 0; i < indices.length; i++) {
            // Index 0 may be written as transparent, which is white here.
            indices[i] = (byte) Math.max(1, (indices[i] & 255) % 200);
            int colour = image.getRGB(i % 150, i / 150);
            expected[3 * i] = (byte) (colour >> 16);
            expected[3 * i + 1] = (byte) (colour >> 8);
            expected[3 * i + 2] = (byte) colour;
        }
        Photo photo = reader.read(Encoded.gif(image, interlacing), "noise.gif");
        assertEquals(Photo.of(150, 101, expected), photo);
    }

    @Test
    void content_decides_not_the_name() {
        byte[] png = Encoded.bytes(Encoded.quarters(BufferedImage.TYPE_INT_RGB), "png");
        assertEquals(Quarters.photo(), reader.read(png, "photo.jpg"));
    }

    @Test
    void text_chunks_of_a_png_are_not_inflated() {
        byte[] png = Quarters.fixture("16-bit.png");
        byte[] bomb = PngBomb.withCompressedText(png, 200_000_000);
        assertTrue(bomb.length < 300_000, "the bomb has " + bomb.length + " bytes");
        assertEquals(Quarters.photo(), reader.read(bomb, "bomb.png"));
    }

    private static int indexOfFrame(byte[] gif) {
        int at = 13 + (3 << ((gif[10] & 7) + 1));
        while (gif[at] != ',') {
            at++;
        }
        return at;
    }
}
