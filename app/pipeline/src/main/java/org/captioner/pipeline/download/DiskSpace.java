package org.captioner.pipeline.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.captioner.dataset.InputException;

/** Looks for room before a long download, not after it. */
final class DiskSpace {
    private DiskSpace() {}

    /**
     * Lets a download begin only where it can end.
     *
     * @param file on the disk in question
     * @param bytes still to come
     * @throws InputException if the disk has less room
     */
    static void require(Path file, long bytes) throws IOException {
        long free = Files.getFileStore(file).getUsableSpace();
        // Some network file systems report no space at all; there, writing fails if there is too
        // little.
        if (free > 0 && free < bytes) {
            throw new InputException(
                    "cannot write "
                            + file
                            + ": "
                            + bytes
                            + " more bytes are needed and "
                            + free
                            + " are free; free some space or choose another folder with --to");
        }
    }
}
