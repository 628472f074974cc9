package org.captioner.pipeline.download;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;

/**
 * A file on its way: {@code NAME.part}, and beside it {@code NAME.part.source}, which states where
 * the bytes came from, in two lines: the address, and the validator of that state of the file.
 * Locked, so that two processes do not write one part.
 */
final class PartFile implements AutoCloseable {
    private final Path target;
    private final Path file;
    private final Path note;
    private final FileChannel channel;
    private long length;

    private PartFile(Path target, Path file, FileChannel channel) throws IOException {
        this.target = target;
        this.file = file;
        this.note = target.resolveSibling(target.getFileName() + ".part.source");
        this.channel = channel;
        this.length = channel.size();
    }

    /** Opens the part of {@code target}, with what an earlier run left. */
    static PartFile open(Path target) {
        Path file = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new InputException(
                        file + ": another captioner is writing it; wait until that one has ended");
            }
            return new PartFile(target, file, channel);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path file() {
        return file;
    }

    /** Bytes so far. */
    long length() {
        return length;
    }

    /** Whether the bytes so far came from there. */
    boolean isFrom(URI address) {
        List<String> lines = noteLines();
        return !lines.isEmpty() && lines.get(0).equals(address.toString());
    }

    /** The validator of the bytes so far. */
    Optional<String> validator() {
        List<String> lines = noteLines();
        return lines.size() < 2 ? Optional.empty() : Optional.of(lines.get(1));
    }

    /** Drops all bytes; the next ones come from {@code address}. */
    void restart(URI address, Optional<String> validator) {
        try {
            channel.truncate(0);
            length = 0;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        AtomicFile.writeText(note, address + "\n" + validator.map(v -> v + "\n").orElse(""));
    }

    void append(byte[] bytes, int count) {
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes, 0, count);
            while (left.hasRemaining()) {
                length += channel.write(left, length);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Gives the finished file its final name. */
    void finish() {
        try {
            channel.force(true);
            channel.close();
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    /** Leaves nothing. */
    void discard() {
        try {
            channel.close();
            Files.deleteIfExists(file);
            Files.deleteIfExists(note);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Lets go of the file; an empty part does not stay. */
    @Override
    public void close() {
        try {
            boolean empty = channel.isOpen() && length == 0;
            channel.close();
            if (empty) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(note);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private List<String> noteLines() {
        try {
            return Files.exists(note) ? Files.readAllLines(note) : List.of();
        } catch (IOException e) {
            // Without a readable note the bytes cannot be trusted, and are fetched again.
            return List.of();
        }
    }

    private static InputException unwritable(Path file, IOException e) {
        return new InputException(
                "cannot write "
                        + file
                        + ": "
                        + e.getMessage()
                        + "; free some space or choose another folder with --to, then run the"
                        + " command again: what is there already is kept",
                e);
    }
}
