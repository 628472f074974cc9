package org.captioner.dataset;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file whole or not at all: to a temporary name in the same folder, synced, then renamed
 * over the target. A reader, or the next run after a kill or a full disk, sees the old content or
 * the new, never half of either.
 */
public final class AtomicFile {
    private static final String UNFINISHED = ".partial";
    private static final int UUID_LENGTH = 36;

    /** What {@link #write} calls to produce the content. */
    @FunctionalInterface
    public interface Content {
        /** Writes to a buffered stream that the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Replaces {@code target} by what {@code content} writes; missing parent folders are made.
     *
     * @throws InputException if the disk is full, the folder is read-only or the target is a
     *     folder; the former content of {@code target} is untouched
     */
    public static void write(Path target, Content content) {
        @Nullable Path temporary = null;
        try {
            Path folder = target.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IOException("it is a root folder");
            }
            Files.createDirectories(folder);
            // Not createTempFile: its files are readable by their owner alone, and so would be
            // ours.
            String unique = "." + target.getFileName() + "." + UUID.randomUUID() + UNFINISHED;
            temporary = folder.resolve(unique);
            try (FileChannel channel =
                    FileChannel.open(
                            temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            move(temporary, target);
            temporary = null;
        } catch (IOException e) {
            throw new InputException(
                    "cannot write "
                            + target
                            + ": "
                            + reason(e)
                            + "; free some space or choose another folder",
                    e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    /** Replaces {@code target} by UTF-8 text; otherwise as {@link #write}. */
    public static void writeText(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Removes what killed {@link #write} calls for {@code target} have left beside it, where that
     * can be seen and removed; only for the one process that writes it.
     */
    public static void removeLeftovers(Path target) {
        String start = "." + target.getFileName() + ".";
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> isLeftover(each, start)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException ignored) {
            // They harm nobody.
        }
    }

    private static boolean isLeftover(Path file, String start) {
        String name = file.getFileName().toString();
        return name.startsWith(start)
                && name.endsWith(UNFINISHED)
                && name.length() == start.length() + UUID_LENGTH + UNFINISHED.length();
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
    }

    private static void deleteQuietly(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // The failure that brought us here is the one to report.
        }
    }
}
