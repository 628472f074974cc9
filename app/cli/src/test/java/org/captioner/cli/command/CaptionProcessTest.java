package org.captioner.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.captioner.decoder.bundle.TinyModel;
import org.captioner.decoder.lstm.LstmOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code captioner caption} in a process of its own, which is killed, or short of something. */
@DisabledOnOs(OS.WINDOWS)
class CaptionProcessTest {
    @TempDir static Path shared;
    private static Path model;
    private static Path photos;

    @TempDir Path folder;

    @BeforeAll
    static void writeModelAndPhotos() throws IOException {
        model = shared.resolve("model");
        TinyModel.write(model, new LstmOptions(8, 4, 0), 5, List.of("a", "dog", "runs", "red"));
        photos = Files.createDirectory(shared.resolve("photos"));
        for (int i = 0; i < 120; i++) {
            write(photos.resolve(i + ".png"), i);
        }
    }

    private static void write(Path file, int seed) throws IOException {
        BufferedImage image = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int pixel = 0; pixel < 300 * 300; pixel++) {
            image.setRGB(pixel % 300, pixel / 300, random.nextInt());
        }
        ImageIO.write(image, "png", file.toFile());
    }

    @Test
    void aRunThatIsKilledTimeAndAgainEndsAsOneThatWasNot() throws Exception {
        Path whole = folder.resolve("whole.csv");
        Path killed = folder.resolve("killed.csv");
        assertEquals(0, caption(List.of(), whole).waitFor());

        for (int rows = 10; rows <= 50; rows += 20) {
            Process process = caption(List.of(), killed, "--resume", "--batch", "4");
            awaitRows(killed, rows, process);
            process.destroyForcibly().waitFor();
        }
        assertEquals(0, caption(List.of(), killed, "--resume").waitFor());

        assertEquals(Files.readString(whole), Files.readString(killed));
    }

    @Test
    void aRunThatIsToldToEndWritesWhatIsInHandAndSaysHowToGoOn() throws Exception {
        Path output = folder.resolve("out.csv");
        Process process = caption(List.of(), output, "--batch", "4");
        awaitRows(output, 10, process);
        process.destroy();

        assertNotEquals(0, process.waitFor());
        String log = Files.readString(folder.resolve("log"));
        assertTrue(log.contains("go on with the same command and --resume"), log);
        assertFalse(log.contains("\tat "), log);
        List<String> rows = Files.readAllLines(output);
        assertTrue(rows.size() < 121, rows.size() + " rows");
        assertTrue(log.contains(rows.size() - 1 + " photos captioned"), log);
    }

    @Test
    void aFileLargerThanTheHeapIsItsOwnRow() throws Exception {
        Path few = Files.createDirectory(folder.resolve("few"));
        write(few.resolve("a.png"), 1);
        write(few.resolve("z.png"), 2);
        try (RandomAccessFile big = new RandomAccessFile(few.resolve("big.jpg").toFile(), "rw")) {
            big.write(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0});
            big.setLength(200L << 20);
        }
        Path output = folder.resolve("out.csv");

        Process process = captionFolder(List.of("-Xmx64m"), few, output);

        assertEquals(0, process.waitFor(), () -> log());
        List<String> rows = Files.readAllLines(output);
        assertEquals(4, rows.size(), rows.toString());
        assertTrue(rows.get(1).matches("a\\.png,.+,,.*"), rows.toString());
        assertTrue(rows.get(2).matches("big\\.jpg,,.+memory.+"), rows.toString());
        assertTrue(rows.get(3).matches("z\\.png,.+,,.*"), rows.toString());
    }

    @Test
    void namesAreTheSameInALocaleWithoutACharset() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("odd"));
        write(odd.resolve("plain.png"), 1);
        // Latin-1 names, which Java cannot write in a UTF-8 locale.
        String copy = "cd \"$1\"; for c in 344 366; do cp plain.png $(printf \"\\\\$c.png\"); done";
        new ProcessBuilder("sh", "-c", copy, "sh", odd.toString()).inheritIO().start().waitFor();
        String utf8 = "cd \"$1\"; cp plain.png \"$(printf '\\303\\244.png')\"";
        new ProcessBuilder("sh", "-c", utf8, "sh", odd.toString()).inheritIO().start().waitFor();
        Path output = folder.resolve("out.csv");

        assertEquals(0, captionFolder(List.of(), odd, output).waitFor(), () -> log());
        assertEquals(0, captionFolder(List.of(), odd, output, "--resume").waitFor());

        List<String> names =
                Files.readAllLines(output).stream()
                        .map(row -> row.substring(0, row.indexOf(',')))
                        .toList();
        assertEquals(List.of("image", "\\xE4.png", "\\xF6.png", "plain.png", "ä.png"), names);
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Process caption(List<String> java, Path output, String... options) throws IOException {
        return captionFolder(java, photos, output, options);
    }

    private Process captionFolder(List<String> java, Path input, Path output, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("org.captioner.cli.Main", "caption", input.toString()));
        command.addAll(List.of("--model", model.toString(), "--output", output.toString()));
        command.addAll(List.of("--backend", "onnx", "--threads", "2"));
        command.addAll(Arrays.asList(options));
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("LC_ALL", "C");
        return process.redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static void awaitRows(Path output, int rows, Process process) throws Exception {
        while (process.isAlive()
                && (!Files.exists(output) || Files.readAllLines(output).size() <= rows)) {
            Thread.sleep(5);
        }
    }
}
