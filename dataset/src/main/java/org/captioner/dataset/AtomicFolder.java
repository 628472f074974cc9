package org.captioner.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a folder of files whole or not at all, as {@link AtomicFile} does one file.
 *
 * <p>A folder cannot be renamed over another, so the old one steps aside first, under a name of its
 * own; {@link #recover} puts it back should a kill fall between the two renames.
 */
public final class AtomicFolder {
    private static final String PARTIAL = ".partial";
    private static final String PREVIOUS = ".previous";
    private static final int ATTEMPTS = 5;

    private AtomicFolder() {}

    /**
     * Replaces {@code target} by what {@code content} writes into the empty folder it is given.
     * Files should be written through {@link AtomicFile}, which syncs them.
     *
     * @throws InputException if the disk is full or the place read-only; {@code target} is as
     *     before then
     */
    public static void write(Path target, Consumer<Path> content) {
        @Nullable Path temporary = null;
        try {
            Path parent = target.toAbsolutePath().getParent();
            if (parent == null) {
                throw new IOException("it is a root folder");
            }
            Files.createDirectories(parent);
            // Not createTempDirectory: its folders are readable by their owner alone.
            temporary =
                    Files.createDirectory(
                            parent.resolve(
                                    "."
                                            + target.getFileName()
                                            + "."
                                            + UUID.randomUUID()
                                            + PARTIAL));
            content.accept(temporary);
            replace(target, temporary);
            temporary = null;
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

    private static void replace(Path target, Path temporary) throws IOException {
        Path previous = previous(target);
        for (int attempt = 1; ; attempt++) {
            delete(previous);
            if (Files.exists(target)) {
                Files.move(target, previous, StandardCopyOption.ATOMIC_MOVE);
            }
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                delete(previous);
                return;
            } catch (FileSystemException e) {
                // A reader that came between the two renames has put the old folder back.
                if (attempt == ATTEMPTS || !Files.exists(target)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Removes from a folder what killed {@link #write} calls, and those of {@link AtomicFile}, have
     * left in it; only for the one process that writes there.
     *
     * @throws InputException if something cannot be removed
     */
    public static void removeLeftovers(Path folder) {
        try {
            List<Path> leftovers;
            try (Stream<Path> files = Files.list(folder)) {
                leftovers = files.filter(AtomicFolder::isLeftover).toList();
            }
            for (Path leftover : leftovers) {
                delete(leftover);
            }
        } catch (IOException e) {
            throw new InputException(
                    "cannot remove unfinished files from " + folder + ": " + e + "; remove them",
                    e);
        }
    }

    private static boolean isLeftover(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".")
                && (name.endsWith(PARTIAL)
                        || name.matches("\\..+\\.partial\\d+")
                        || (name.endsWith(PREVIOUS)
                                && Files.exists(
                                        file.resolveSibling(
                                                name.substring(
                                                        1, name.length() - PREVIOUS.length())))));
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
        return target.resolveSibling("." + target.getFileName() + PREVIOUS);
    }

    /**
     * Deletes a folder, or a file, with all that is in it; one that is not there is no mistake.
     *
     * @throws IOException if something cannot be deleted
     */
    public static void delete(Path folder) throws IOException {
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
            Files.deleteIfExists(file);
        }
    }

    private static void deleteQuietly(@Nullable Path folder) {
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
