package org.captioner.encoder.classify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.Photo;

/**
 * Reads the binary version of <a href="https://www.cs.toronto.edu/~kriz/cifar.html">CIFAR-10</a>
 * (Krizhevsky 2009), {@code cifar-10-binary.tar.gz} unpacked.
 *
 * <p>Training files {@code data_batch_*.bin}, test file {@code test_batch.bin}, class names by line
 * in {@code batches.meta.txt}. A record is one byte of label and 3 x 32 x 32 bytes: the red, green
 * and blue planes, rows from the top. Any number of records and classes up to 256 is read.
 */
public final class CifarReader {
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final int RECORD = 1 + 3 * PLANE;
    private static final String NAMES = "batches.meta.txt";
    private static final String TEST = "test_batch.bin";

    private CifarReader() {}

    /** Whether a folder looks like the unpacked archive. */
    public static boolean recognises(Path folder) {
        return Files.exists(folder.resolve(NAMES)) && Files.exists(folder.resolve(TEST));
    }

    /**
     * Reads all files into memory; the original set takes 180 MB.
     *
     * @throws InputException if a file is missing, is not a whole number of records, or holds a
     *     label without a name
     */
    public static LabelledPhotos read(Path folder) {
        try {
            List<String> classes =
                    Files.readAllLines(folder.resolve(NAMES), StandardCharsets.UTF_8).stream()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<LabelledPhoto> train = new ArrayList<>();
            for (Path batch : trainingFiles(folder)) {
                readBatch(batch, classes.size(), digest, train);
            }
            List<LabelledPhoto> test = new ArrayList<>();
            readBatch(folder.resolve(TEST), classes.size(), digest, test);
            String name = folder.toAbsolutePath().normalize().getFileName().toString();
            String checksum = HexFormat.of().formatHex(digest.digest());
            return new LabelledPhotos(name, classes, train, test, checksum);
        } catch (IOException e) {
            throw new InputException(
                    folder
                            + ": cannot read CIFAR-10, "
                            + e
                            + "; unpack cifar-10-binary.tar.gz and give its folder",
                    e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static List<Path> trainingFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("data_batch_\\d+\\.bin"))
                    .sorted()
                    .toList();
        }
    }

    private static void readBatch(
            Path file, int classes, MessageDigest digest, List<LabelledPhoto> photos)
            throws IOException {
        long size = Files.size(file);
        if (size == 0 || size % RECORD != 0) {
            throw new InputException(
                    file
                            + ": "
                            + size
                            + " bytes are no whole number of records of "
                            + RECORD
                            + "; fetch the binary version again");
        }
        try (InputStream in = Files.newInputStream(file)) {
            for (long record = 0; record < size / RECORD; record++) {
                byte[] bytes = in.readNBytes(RECORD);
                digest.update(bytes);
                int label = bytes[0] & 0xff;
                if (label >= classes) {
                    throw new InputException(
                            file
                                    + " record "
                                    + (record + 1)
                                    + ": label "
                                    + label
                                    + " has no name; "
                                    + NAMES
                                    + " names "
                                    + classes
                                    + " classes");
                }
                byte[] planes = Arrays.copyOfRange(bytes, 1, RECORD);
                photos.add(new LabelledPhoto(label, () -> photo(planes)));
            }
        }
    }

    private static Photo photo(byte[] planes) {
        byte[] rgb = new byte[planes.length];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * pixel + channel] = planes[channel * PLANE + pixel];
            }
        }
        return Photo.of(SIDE, SIDE, rgb);
    }
}
