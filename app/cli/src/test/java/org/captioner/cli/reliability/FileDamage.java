package org.captioner.cli.reliability;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Damage that can be done to any file. */
final class FileDamage {
    private static final int FLIPS = 12;
    private static final int PARTS = 10;

    private FileDamage() {}

    /** What is done to one file. */
    @FunctionalInterface
    interface Damage {
        void apply(Path file) throws IOException, InterruptedException;
    }

    /** Damage to content, by name: the file stays a file. */
    static Map<String, Damage> toContent(long seed) {
        Map<String, Damage> all = new LinkedHashMap<>();
        for (int i = 0; i < FLIPS; i++) {
            Random random = new Random(seed + i);
            all.put("bit-flipped-" + i, file -> flip(file, random));
        }
        for (int i = 0; i < PARTS; i++) {
            int part = i;
            all.put("cut-at-tenth-" + i, file -> cut(file, part));
        }
        all.put("last-byte-missing", file -> cutBytes(file, 1));
        all.put("garbage-behind", file -> append(file, new byte[] {1, 2, 3, (byte) 0xFF}));
        all.put("object-behind", file -> append(file, new byte[] {'\n', '{', '}'}));
        all.put("zeros-behind", file -> append(file, new byte[4096]));
        all.put("doubled", file -> append(file, Files.readAllBytes(file)));
        all.put("zeroed-middle", FileDamage::zeroMiddle);
        all.put("all-zeros", file -> Files.write(file, new byte[(int) Files.size(file)]));
        all.put("random", file -> randomise(file, new Random(seed)));
        all.put("reversed", FileDamage::reverse);
        all.put("a-web-page", file -> Files.writeString(file, "<!DOCTYPE html><html></html>"));
        all.put("a-pointer", file -> Files.writeString(file, "version https://git-lfs\n"));
        all.put("huge-and-empty", file -> extend(file, 3L << 30));
        return all;
    }

    /** Something else in place of the file, by name. */
    static Map<String, Damage> toKind() {
        Map<String, Damage> all = new LinkedHashMap<>();
        all.put("missing", Files::delete);
        all.put("a-folder", file -> Files.createDirectory(gone(file)));
        all.put("a-pipe", file -> run("mkfifo", gone(file).toString()));
        all.put("a-link-to-itself", file -> Files.createSymbolicLink(gone(file), file));
        all.put(
                "a-link-to-nothing",
                file -> Files.createSymbolicLink(gone(file), file.resolveSibling("nothing")));
        all.put("a-device", file -> Files.createSymbolicLink(gone(file), Path.of("/dev/zero")));
        return all;
    }

    private static Path gone(Path file) throws IOException {
        Files.delete(file);
        return file;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static void flip(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
    }

    private static void cut(Path file, int tenths) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length * tenths / PARTS));
    }

    private static void cutBytes(Path file, int count) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - count));
    }

    private static void append(Path file, byte[] more) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, bytes.length, more.length);
        Files.write(file, longer);
    }

    private static void zeroMiddle(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 3, bytes.length / 2, (byte) 0);
        Files.write(file, bytes);
    }

    private static void randomise(Path file, Random random) throws IOException {
        byte[] bytes = new byte[(int) Files.size(file)];
        random.nextBytes(bytes);
        Files.write(file, bytes);
    }

    private static void reverse(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        Files.write(file, reversed);
    }

    /** A hole: large, yet without space on the disk. */
    private static void extend(Path file, long size) throws IOException {
        try (RandomAccessFile whole = new RandomAccessFile(file.toFile(), "rw")) {
            whole.setLength(size);
        }
    }
}
