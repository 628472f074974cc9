package org.captioner.dataset.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

/**
 * A picture of {@code decoders.zip} and what a reader must find in it; see the README beside it.
 */
final class DecoderCase {
    private final String name;
    private final byte[] bytes;
    private final Optional<Photo> expected;
    private final int largest;
    private final double mean;

    private DecoderCase(
            String name, byte[] bytes, Optional<Photo> expected, int largest, double mean) {
        this.name = name;
        this.bytes = bytes;
        this.expected = expected;
        this.largest = largest;
        this.mean = mean;
    }

    String name() {
        return name;
    }

    /** The file; shared. */
    byte[] bytes() {
        return bytes;
    }

    /** Empty if the picture must be refused. */
    Optional<Photo> expected() {
        return expected;
    }

    /** The largest difference of a sample that is allowed. */
    int largest() {
        return largest;
    }

    /** The mean difference that is allowed. */
    double mean() {
        return mean;
    }

    /** All cases, of the fixtures or of the archive that a system property names. */
    static List<DecoderCase> all() {
        try (InputStream in = archive();
                ZipInputStream zip = new ZipInputStream(in)) {
            Map<String, byte[]> files = new HashMap<>();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
            List<DecoderCase> cases = new ArrayList<>();
            String table = new String(files.get("cases.csv"), StandardCharsets.US_ASCII);
            for (String line : table.lines().skip(1).toList()) {
                String[] cells = line.split(",", -1);
                Optional<Photo> expected = Optional.empty();
                if (!cells[1].isEmpty()) {
                    expected = Optional.of(png(files.get(cells[1])));
                }
                cases.add(
                        new DecoderCase(
                                cells[0],
                                files.get(cells[0]),
                                expected,
                                Integer.parseInt(cells[2]),
                                Double.parseDouble(cells[3])));
            }
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream archive() throws IOException {
        String other = System.getProperty("captioner.decoders", "");
        return other.isEmpty()
                ? DecoderCase.class.getResourceAsStream("decoders.zip")
                : Files.newInputStream(Path.of(other));
    }

    /** An 8-bit RGB PNG, read by the JDK alone. */
    private static Photo png(byte[] bytes) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
        for (int i = 0; i < rgb.length / 3; i++) {
            int colour = image.getRGB(i % image.getWidth(), i / image.getWidth());
            rgb[3 * i] = (byte) (colour >> 16);
            rgb[3 * i + 1] = (byte) (colour >> 8);
            rgb[3 * i + 2] = (byte) colour;
        }
        return Photo.of(image.getWidth(), image.getHeight(), rgb);
    }

    /** Those whose name ends so and that must be read. */
    static List<DecoderCase> readable(String ending) {
        return all().stream()
                .filter(c -> c.name().endsWith(ending) && c.expected().isPresent())
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
