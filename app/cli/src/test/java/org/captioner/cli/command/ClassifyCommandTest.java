package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import javax.imageio.ImageIO;

class ClassifyCommandTest {
    @TempDir private Path folder;

    /** Two classes that differ in colour alone, fifteen pictures each. */
    private Path draw() throws IOException {
        Path set = folder.resolve("set");
        Random random = new Random(5);
        for (int i = 0; i < 30; i++) {
            String name = i % 2 == 0 ? "blue" : "red";
            BufferedImage image = new BufferedImage(40, 32, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = image.createGraphics();
            pen.setColor(i % 2 == 0 ? Color.BLUE : Color.RED);
            pen.fillOval(random.nextInt(8), random.nextInt(8), 24, 24);
            pen.dispose();
            Path file = Files.createDirectories(set.resolve(name)).resolve(i + ".png");
            ImageIO.write(image, "png", file.toFile());
        }
        return set;
    }

    @Test
    void aClassifierIsTrainedOnFoldersAndNamesPhotos() throws IOException {
        Path set = draw();
        Files.writeString(set.resolve("blue").resolve("damaged.jpg"), "not a picture");
        Path weights = folder.resolve("colours.safetensors");
        Path confusion = folder.resolve("confusion.png");
        CommandRun training =
                CommandRun.of(
                        "classify",
                        "train",
                        "--data",
                        set,
                        "--output",
                        weights,
                        "--size",
                        32,
                        "--epochs",
                        4,
                        "--batch",
                        8,
                        "--learning-rate",
                        "0.001",
                        "--confusion",
                        confusion);
        assertEquals(0, training.exitCode(), training.talk());
        assertEquals(4, training.data().lines().count());
        assertTrue(training.talk().contains("left out: "), training.talk());
        assertTrue(training.talk().contains("damaged.jpg"), training.talk());
        assertTrue(training.talk().contains("test accuracy 100.0 %"), training.talk());
        assertTrue(ImageIO.read(confusion.toFile()).getHeight() > 100);

        Files.writeString(set.resolve("red").resolve("torn.png"), "not a picture");
        CommandRun run =
                CommandRun.of("classify", set.resolve("red"), "--weights", weights, "--top", 1);
        assertEquals(0, run.exitCode(), run.talk());
        assertTrue(run.data().startsWith("image,rank,label,probability,error\n1.png,1,red,"));
        assertTrue(run.data().lines().anyMatch(line -> line.startsWith("torn.png,,,,")));
        assertEquals(
                1,
                CommandRun.of("classify", set, "--weights", weights, "--strict", "--json")
                        .exitCode());
    }

    @Test
    void mistakesAreNamed() throws IOException {
        CommandRun run = CommandRun.of("classify");
        assertEquals(2, run.exitCode());
        run = CommandRun.of("classify", "train", "--data", draw(), "--output", "x", "--head-only");
        assertEquals(2, run.exitCode());
        assertTrue(run.talk().contains("only pretrained weights"), run.talk());
    }
}
