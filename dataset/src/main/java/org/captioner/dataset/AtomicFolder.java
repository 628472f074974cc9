package org.captioner.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes a folder of files whole or not at all, as {@link AtomicFile} does one file.
 *
 * <p>A folder cannot be renamed over another, so the old one steps aside first, under a name of its
 * own; {@link #recover} puts it back should a kill fall between the two renames.
 */
public final class AtomicFolder {
    private AtomicFolder() {}

    /**
     * Replaces {@code target} by what {@code content} writes into the empty folder it is given.
     * Files should be written through {@link AtomicFile}, which syncs them.
     *
     * @throws InputException if the disk is full or the place read-only; {@code target} is as
     *     before then
     */
    public static void write(Path target, Consumer<Path> content) {
        Path temporary = null;
        try {
            Path parent = target.toAbsolutePath().getParent();
            Files.createDirectories(parent);
            temporary = Files.createTempDirectory(parent, "." + target.getFileName() + ".partial");
            content.accept(temporary);
            Path previous = previous(target);
            delete(previous);
            if (Files.exists(target)) {
                Files.move(target, previous, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            temporary = null;
            delete(previous);
        } catch (IOException e) {
            throw new InputException(
                    "cannot write folder "
                            + target
                            + ": "
                            + e
                            + "; free some space or choose another place",
                    e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    /** Undoes a replacement of {@code target} that was killed half-way; otherwise does nothing. */
    public static void recover(Path target) {
        Path previous = previous(target);
        try {
            if (!Files.exists(target) && Files.isDirectory(previous)) {
                Files.move(previous, target, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new InputException(
                    "cannot bring back " + target + " from " + previous + ": " + e, e);
        }
    }

    private static Path previous(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".previous");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }

    private static void deleteQuietly(Path folder) {
        if (folder == null) {
            return;
        }
        try {
            delete(folder);
        } catch (IOException ignored) {
            // The failure that brought us here is the one to report.
        }
    }
}
