package org.captioner.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;
import org.captioner.decoder.bundle.TinyModel;
import org.captioner.decoder.lstm.LstmOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as a program uses it. */
class ImageCaptionerTest {
    @TempDir static Path model;

    @TempDir Path folder;

    @BeforeAll
    static void writeModel() {
        TinyModel.write(model, new LstmOptions(8, 4, 0), 5, List.of("a", "dog", "runs", "red"));
    }

    @Test
    void aFileItsBytesAndItsPixelsGetTheSameCaption() throws IOException {
        BufferedImage image = drawn(BufferedImage.TYPE_INT_RGB);
        Path file = folder.resolve("dog.png");
        ImageIO.write(image, "png", file.toFile());

        try (ImageCaptioner captioner = Captioner.load(model)) {
            Caption ofFile = captioner.caption(file);
            assertFalse(ofFile.text().isEmpty());
            assertEquals(ofFile, captioner.caption(Files.readAllBytes(file)));
            assertEquals(ofFile, captioner.caption(image));
        }
    }

    @Test
    void transparentPixelsOfAPictureAreWhiteAsThoseOfAFile() throws IOException {
        BufferedImage image = drawn(BufferedImage.TYPE_INT_ARGB);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);

        Photo converted = Photo.of(image);

        assertEquals(-1, converted.rgb()[0], "the corner is 255, as a signed byte");
        try (ImageCaptioner captioner = Captioner.load(model)) {
            assertEquals(captioner.caption(png.toByteArray()), captioner.caption(image));
        }
    }

    @Test
    void whatIsNoPhotoIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.jpg"), "hello");
        try (ImageCaptioner captioner = Captioner.load(model)) {
            InputException refused =
                    assertThrows(InputException.class, () -> captioner.caption(file));
            assertTrue(refused.getMessage().startsWith(file.toString()), refused::getMessage);
            assertThrows(InputException.class, () -> captioner.caption(new byte[] {1, 2}));
        }
    }

    private static BufferedImage drawn(int type) {
        BufferedImage image = new BufferedImage(50, 40, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillOval(10, 10, 20, 20);
        graphics.dispose();
        return image;
    }
}
