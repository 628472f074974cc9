package org.captioner.decoder.training;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/**
 * One owner per run folder: a file that names process and host of the owner, locked by the
 * operating system for as long as the process lives. What a dead process of this host has left is
 * taken over; what another host has written is not, as its processes cannot be seen from here.
 */
final class RunLock implements AutoCloseable {
    static final String FILE = "run.lock";

    private static final int LONGEST = 1024;
    private static final int ATTEMPTS = 10;

    /** Those of this process, which must not even be opened again: see {@link #isAt}. */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Takes the lock of a folder.
     *
     * @throws InputException if it is another's
     */
    static synchronized RunLock acquire(Path folder) {
        Path file = folder.resolve(FILE);
        for (int attempt = 1; ; attempt++) {
            Optional<RunLock> lock = tryAcquire(folder, file);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (attempt == ATTEMPTS) {
                throw new InputException(
                        folder
                                + ": other runs begin and end in this folder; wait for their end,"
                                + " or choose another folder");
            }
        }
    }

    /** Empty if the file was removed, by a former owner, before it was locked. */
    private static Optional<RunLock> tryAcquire(Path folder, Path file) {
        if (OWNED.contains(file.toAbsolutePath().normalize())) {
            throw anothers(
                    folder, "process " + ProcessHandle.current().pid() + " on host " + host());
        }
        @Nullable FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            String owner = read(channel);
            if (!tryLock(channel)) {
                throw anothers(folder, owner.isEmpty() ? "just started" : owner);
            }
            // Between reading and locking the former owner may have ended.
            owner = read(channel);
            if (!owner.isEmpty() && !owner.endsWith(" on host " + host())) {
                throw new InputException(
                        folder
                                + ": a run on another host has claimed this folder ("
                                + owner
                                + "); remove "
                                + file
                                + " if that run is over, or choose another folder");
            }
            String own = "process " + ProcessHandle.current().pid() + " on host " + host();
            write(channel, own);
            if (!isAt(file, channel)) {
                return Optional.empty();
            }
            RunLock lock = new RunLock(file, channel);
            channel = null;
            OWNED.add(file.toAbsolutePath().normalize());
            return Optional.of(lock);
        } catch (IOException e) {
            throw new InputException(
                    file + ": cannot be written, " + e + "; choose another folder for the run", e);
        } finally {
            closeQuietly(channel);
        }
    }

    private static InputException anothers(Path folder, String owner) {
        return new InputException(
                folder
                        + ": another run is at work in this folder ("
                        + owner
                        + "); wait for its end, or choose another folder");
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // Another run of this process, by another name of the folder.
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        int length = Math.max(0, channel.read(bytes, 0));
        return new String(bytes.array(), 0, length, StandardCharsets.UTF_8).strip();
    }

    private static void write(FileChannel channel, String owner) throws IOException {
        channel.truncate(0);
        append(channel, owner);
    }

    private static void append(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes, channel.size());
        }
    }

    /**
     * Whether the open file is still the one of this name: that grows as it is written to. Opening
     * it to look would not do, for closing any channel of a file gives its locks back.
     */
    private static boolean isAt(Path file, FileChannel channel) throws IOException {
        try {
            long before = Files.size(file);
            append(channel, "\n");
            return Files.size(file) == before + 1;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /**
     * Removes the file and lets another process take the lock. A process that has opened this very
     * file before finds out once it has locked it.
     */
    void remove() {
        // Within one process, names of owners are equal, so nobody may look in between.
        synchronized (RunLock.class) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException ignored) {
                // Where a file that is open cannot be deleted, it stays, empty.
            }
            close();
        }
    }

    /** Lets another process take the lock. The file stays, empty. */
    @Override
    public void close() {
        try {
            channel.truncate(0);
        } catch (IOException ignored) {
            // The lock ends with the channel; a name left behind is that of a dead process.
        }
        closeQuietly(channel);
        OWNED.remove(file.toAbsolutePath().normalize());
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // The lock ends with the process at the latest.
            }
        }
    }
}
