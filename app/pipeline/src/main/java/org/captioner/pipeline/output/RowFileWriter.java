package org.captioner.pipeline.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.jspecify.annotations.Nullable;

/** Rows in a file that is valid after every row and is locked while it is written. */
final class RowFileWriter implements CaptionWriter {
    private final Path file;
    private final RowFormat.Rows rows;
    private final FileChannel channel;

    private RowFileWriter(Path file, RowFormat.Rows rows, FileChannel channel) {
        this.file = file;
        this.rows = rows;
        this.channel = channel;
    }

    static RowFileWriter create(Path file, RowFormat.Rows rows, List<StoredCaption> kept) {
        StringBuilder start = new StringBuilder(rows.header());
        kept.forEach(row -> start.append(rows.row(row)));
        if (Files.isRegularFile(file)) {
            // Another run holds the lock of the present file: look before it is replaced.
            close(open(file));
        }
        AtomicFile.writeText(file, start.toString());
        RowFileWriter writer = new RowFileWriter(file, rows, open(file));
        AtomicFile.removeLeftovers(file);
        return writer;
    }

    private static FileChannel open(Path file) {
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.APPEND);
            if (!isFree(channel)) {
                close(channel);
                throw new InputException(
                        "another run writes "
                                + file
                                + " now; wait until it has ended or choose another --output");
            }
            return channel;
        } catch (IOException e) {
            close(channel);
            throw new InputException(
                    "cannot write " + file + " (" + e.getMessage() + "); choose another --output",
                    e);
        }
    }

    /** Takes the lock, which the system gives back when the channel or the process ends. */
    private static boolean isFree(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // A file system without locks; two runs at once are rare.
            return true;
        }
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // Nothing was written through it.
        }
    }

    @Override
    public void write(CaptionedPhoto photo) {
        ByteBuffer bytes = ByteBuffer.wrap(rows.row(photo).getBytes(StandardCharsets.UTF_8));
        long complete = -1;
        try {
            complete = channel.size();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            cutTo(complete);
            throw new InputException(
                    "cannot write "
                            + file
                            + " ("
                            + e.getMessage()
                            + "); its rows are complete: free some space and go on with --resume",
                    e);
        }
    }

    private void cutTo(long complete) {
        try {
            if (complete >= 0) {
                channel.truncate(complete);
            }
        } catch (IOException ignored) {
            // The failure that brought us here is the one to report; a resume drops half a row.
        }
    }

    /** Syncs and closes the file. */
    @Override
    public void close() {
        try (channel) {
            channel.force(true);
        } catch (IOException e) {
            throw new InputException(
                    "cannot finish " + file + " (" + e.getMessage() + "); check the disk", e);
        }
    }
}
