package org.captioner.pipeline.photo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Which content of a file is meant: a photo that was replaced has another size or modification
 * time.
 *
 * @param bytes the file's size
 * @param modified when it was last written, in whole microseconds, which survive most copies
 */
public record FileVersion(long bytes, Instant modified) {
    public FileVersion {
        modified = modified.truncatedTo(ChronoUnit.MICROS);
    }

    /** The version that is there now, links followed; empty if the file cannot be reached. */
    static Optional<FileVersion> of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new FileVersion(now.size(), now.lastModifiedTime().toInstant()));
        } catch (IOException e) {
            // Reading the photo will fail too, with the reason.
            return Optional.empty();
        }
    }
}
