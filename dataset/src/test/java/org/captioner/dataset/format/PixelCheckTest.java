package org.captioner.dataset.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.Place;
import org.captioner.dataset.SharedData;
import org.captioner.dataset.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PixelCheckTest {
    @TempDir private Path folder;

    private CaptionedImage picture(String name, Color colour, Split split) throws IOException {
        BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < image.getWidth(); x++) {
            image.setRGB(x, x % image.getHeight(), colour.getRGB());
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, name.endsWith("bmp") ? "bmp" : "png", file.toFile());
        return new CaptionedImage(name, file, split, List.of("A line"));
    }

    private static List<DatasetProblem> check(CaptionedImage... images) {
        return new PixelCheck().problems(List.of(images), () -> {});
    }

    @Test
    void twinsAreFoundByTheirPixelsWhateverTheFileFormat() throws IOException {
        List<DatasetProblem> problems =
                check(
                        picture("a.png", Color.RED, Split.TRAIN),
                        picture("b.bmp", Color.RED, Split.TEST),
                        picture("c.png", Color.RED, Split.TRAIN),
                        picture("d.png", Color.BLUE, Split.DEV));
        assertEquals(
                List.of(
                        new DatasetProblem(
                                Kind.PIXELS_IN_TWO_SPLITS,
                                Place.of(folder.resolve("b.bmp")),
                                "shows the same pixels as a.png, which is in split train while this"
                                        + " is in test; remove one of them"),
                        new DatasetProblem(
                                Kind.SAME_PIXELS,
                                Place.of(folder.resolve("c.png")),
                                "shows the same pixels as a.png in the same split")),
                problems);
    }

    @Test
    void aPictureThatDoesNotDecodeIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("text.jpg"), "no picture");
        List<DatasetProblem> problems =
                check(new CaptionedImage("text.jpg", file, Split.TRAIN, List.of("A line")));
        assertEquals(Kind.UNREADABLE_IMAGE, problems.get(0).kind());
        assertEquals(DatasetProblem.Severity.ERROR, problems.get(0).severity());
    }

    @Test
    void everyPictureIsReported() throws IOException {
        AtomicInteger count = new AtomicInteger();
        new PixelCheck()
                .problems(
                        List.of(
                                picture("a.png", Color.RED, Split.TRAIN),
                                picture("b.png", Color.BLUE, Split.TRAIN)),
                        count::incrementAndGet);
        assertEquals(2, count.get());
    }

    /** The two names are in the README of the development copy of Flickr8k. */
    @Test
    void theTwinsOfFlickr8kAreFound() {
        Path pictures = SharedData.require("flickr8k-dev").resolve("Flicker8k_Dataset");
        List<CaptionedImage> some =
                List.of("1000268201_693b08cb0e", "2851198725_37b6027625", "3050606344_af711c726c")
                        .stream()
                        .map(name -> pictures.resolve(name + ".jpg"))
                        .map(
                                file ->
                                        new CaptionedImage(
                                                file.getFileName().toString(),
                                                file,
                                                Split.TRAIN,
                                                List.of()))
                        .toList();
        assertEquals(
                List.of("shows the same pixels as 2851198725_37b6027625.jpg in the same split"),
                new PixelCheck()
                        .problems(some, () -> {}).stream().map(DatasetProblem::message).toList());
    }
}
