package org.captioner.encoder.classify;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A set in CIFAR-10's binary format, drawn: shapes of any colour at any place, on noise. */
final class DrawnCifar {
    static final List<String> CLASSES = List.of("disc", "bar", "cross", "frame");

    private DrawnCifar() {}

    static void write(Path folder, int train, int test) throws IOException {
        Files.writeString(folder.resolve("batches.meta.txt"), String.join("\n", CLASSES) + "\n\n");
        Random random = new Random(3);
        writeBatch(folder.resolve("data_batch_1.bin"), train / 2, random);
        writeBatch(folder.resolve("data_batch_2.bin"), train - train / 2, random);
        writeBatch(folder.resolve("test_batch.bin"), test, random);
    }

    private static void writeBatch(Path file, int count, Random random) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            int label = i % CLASSES.size();
            BufferedImage image = draw(label, random);
            out.write(label);
            for (int shift = 16; shift >= 0; shift -= 8) {
                for (int pixel = 0; pixel < 32 * 32; pixel++) {
                    out.write(image.getRGB(pixel % 32, pixel / 32) >> shift);
                }
            }
        }
        Files.write(file, out.toByteArray());
    }

    private static BufferedImage draw(int label, Random random) {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 32 * 32; pixel++) {
            image.setRGB(pixel % 32, pixel / 32, random.nextInt(0x40) * 0x10101);
        }
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.getHSBColor(random.nextFloat(), 1, 1));
        int x = 4 + random.nextInt(8);
        int y = 4 + random.nextInt(8);
        switch (label) {
            case 0 -> pen.fillOval(x, y, 14, 14);
            case 1 -> pen.fillRect(x, y + 5, 16, 4);
            case 2 -> {
                pen.fillRect(x, y + 6, 15, 3);
                pen.fillRect(x + 6, y, 3, 15);
            }
            default -> pen.drawRect(x, y, 14, 14);
        }
        pen.dispose();
        return image;
    }
}
