package org.captioner.encoder.classify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;
import org.captioner.dataset.image.PhotoReader;

/**
 * Reads a folder per class: {@code SET/train/CLASS/*.jpg} and {@code SET/test/CLASS/*.jpg}, or
 * {@code SET/CLASS/*.jpg}, of which a fifth of each class, drawn by a seed, is kept for testing.
 *
 * <p>Photos are decoded when they are needed. The checksum covers names and sizes, not pixels.
 */
public final class ClassFolderReader {
    private static final int TEST_SHARE = 5;

    private final PhotoReader reader;
    private final long seed;
    private final MessageDigest digest;

    private ClassFolderReader(PhotoReader reader, long seed) {
        this.reader = reader;
        this.seed = seed;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Lists the photos of a set.
     *
     * @param seed of the split, where the folder states none
     * @throws InputException if there are fewer than two classes, or no photos in a part
     */
    public static LabelledPhotos read(Path folder, PhotoReader reader, long seed) {
        try {
            return new ClassFolderReader(reader, seed).read(folder);
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be listed, " + e + "; check the path", e);
        }
    }

    private LabelledPhotos read(Path folder) throws IOException {
        List<LabelledPhoto> train = new ArrayList<>();
        List<LabelledPhoto> test = new ArrayList<>();
        Path trainFolder = folder.resolve("train");
        Path testFolder = folder.resolve("test");
        boolean split = Files.isDirectory(trainFolder) && Files.isDirectory(testFolder);
        List<String> classes = children(split ? trainFolder : folder);
        for (int label = 0; label < classes.size(); label++) {
            String name = classes.get(label);
            if (split) {
                train.addAll(photos(trainFolder.resolve(name), label));
                test.addAll(photos(testFolder.resolve(name), label));
            } else {
                List<LabelledPhoto> all = photos(folder.resolve(name), label);
                Collections.shuffle(all, new Random(seed + label));
                int kept = Math.max(1, all.size() / TEST_SHARE);
                test.addAll(all.subList(0, Math.min(kept, all.size())));
                train.addAll(all.subList(Math.min(kept, all.size()), all.size()));
            }
        }
        String name = folder.toAbsolutePath().normalize().getFileName().toString();
        String checksum = HexFormat.of().formatHex(digest.digest());
        return new LabelledPhotos(name, classes, train, test, checksum);
    }

    private static List<String> children(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private List<LabelledPhoto> photos(Path folder, int label) throws IOException {
        List<LabelledPhoto> photos = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            if (!file.getFileName().toString().startsWith(".")) {
                String line =
                        folder.getFileName() + "/" + file.getFileName() + " " + Files.size(file);
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
                photos.add(new LabelledPhoto(label, () -> reader.read(file)));
            }
        }
        return photos;
    }
}
