package org.captioner.decoder.integrity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;

/** SHA-256 of files, streamed. */
public final class FileChecksums {
    private static final int CHUNK = 1 << 16;

    private FileChecksums() {}

    /**
     * The checksums of files of a folder, by name.
     *
     * @throws InputException if one cannot be read
     */
    public static SortedMap<String, String> of(Path folder, List<String> names) {
        SortedMap<String, String> checksums = new TreeMap<>();
        names.forEach(name -> checksums.put(name, sha256(folder.resolve(name))));
        return Collections.unmodifiableSortedMap(checksums);
    }

    /**
     * The checksums of all files of a folder, by name.
     *
     * @throws InputException if one cannot be read
     */
    public static SortedMap<String, String> ofAll(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return of(
                    folder,
                    files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .toList());
        } catch (IOException e) {
            throw new InputException(
                    folder + ": cannot be read, " + e + "; check the disk and its permissions", e);
        }
    }

    /**
     * Compares files with the checksums that were listed for them.
     *
     * @param expected by name of the file
     * @param list the file that lists them, named in messages
     * @throws InputException naming the first file that is missing or another
     */
    public static void verify(Path folder, Map<String, String> expected, String list) {
        expected.forEach((name, checksum) -> verify(folder.resolve(name), checksum, list));
    }

    private static void verify(Path file, String expected, String list) {
        requireRegular(file);
        String found = sha256(file);
        if (!found.equals(expected)) {
            throw new InputException(
                    file
                            + ": is damaged or was changed, its SHA-256 is "
                            + found
                            + " where "
                            + list
                            + " lists "
                            + expected
                            + "; take the folder from its source again");
        }
    }

    /**
     * Requires a file that can be read to its end: no folder, no pipe, no device.
     *
     * @throws InputException naming the file
     */
    public static void requireRegular(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    file
                            + (Files.exists(file) ? ": is not a regular file" : ": not there")
                            + "; take the folder from its source again");
        }
    }

    /** SHA-256 of a file's bytes, in hexadecimal. */
    static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = newDigest();
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(
                    file + ": cannot be read, " + e + "; check the disk and its permissions", e);
        }
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
