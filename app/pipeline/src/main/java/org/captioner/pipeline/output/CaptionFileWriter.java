package org.captioner.pipeline.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;

/**
 * Rows in a file that is valid after every row: a run that is killed, or runs out of disk, leaves
 * the rows it had done, and can be resumed.
 */
public final class CaptionFileWriter implements CaptionWriter {
    private final Path file;
    private final CaptionFormat format;
    private final FileChannel channel;
    private final Set<String> captioned;

    private CaptionFileWriter(
            Path file, CaptionFormat format, FileChannel channel, Set<String> captioned) {
        this.file = file;
        this.format = format;
        this.channel = channel;
        this.captioned = captioned;
    }

    /** What to do with a file that is there already. */
    public enum Existing {
        REFUSE,
        REPLACE,
        /** Keep its captions; rows with an error are dropped, to be tried again. */
        RESUME
    }

    /**
     * Opens a file for rows; missing parent folders are made.
     *
     * @throws InputException if the file exists and {@code existing} refuses it, is not in this
     *     format, or cannot be written
     */
    public static CaptionFileWriter open(Path file, CaptionFormat format, Existing existing) {
        boolean exists = Files.exists(file);
        if (exists && existing == Existing.REFUSE) {
            throw new InputException(
                    file
                            + " exists; say --resume to caption only the photos that it lacks, or"
                            + " --overwrite");
        }
        List<CaptionRow.Captioned> kept =
                exists && existing == Existing.RESUME
                        ? CaptionReader.read(file, format)
                        : List.of();
        if (!kept.isEmpty()) {
            CaptionReader.keepForeignColumns(file, format);
        }
        StringBuilder start = new StringBuilder(format.header());
        Set<String> names = new LinkedHashSet<>();
        for (CaptionRow.Captioned row : kept) {
            start.append(format.line(row));
            names.add(row.image());
        }
        AtomicFile.writeText(file, start.toString());
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND);
            return new CaptionFileWriter(file, format, channel, Set.copyOf(names));
        } catch (IOException e) {
            throw new InputException(
                    "cannot write " + file + ": " + e.getMessage() + "; choose another file", e);
        }
    }

    /** Names of the photos whose captions were kept from an earlier run. */
    public Set<String> captioned() {
        return captioned;
    }

    @Override
    public void write(CaptionRow row) {
        ByteBuffer bytes = ByteBuffer.wrap(format.line(row).getBytes(StandardCharsets.UTF_8));
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
                            + "); the rows so far are complete, free some space and go on with"
                            + " --resume",
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
                    "cannot finish " + file + ": " + e.getMessage() + "; check the disk", e);
        }
    }
}
