package org.captioner.pipeline.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file to bring to the disk.
 *
 * @param address {@code https:}, {@code http:} or {@code file:}
 * @param target the file's final name; it appears there whole and checked, or not at all
 * @param size bytes, where known
 * @param checksum where known
 * @param check examines the finished content before it gets its final name
 */
public record DownloadRequest(
        URI address,
        Path target,
        OptionalLong size,
        Optional<Checksum> checksum,
        ContentCheck check) {
    /** Refuses content of the wrong kind, such as an error page in place of weights. */
    @FunctionalInterface
    public interface ContentCheck {
        /**
         * Examines the content under its temporary name.
         *
         * @throws org.captioner.dataset.InputException if the file is not what it should be
         */
        void check(Path file);
    }

    public DownloadRequest {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(checksum, "checksum");
        Objects.requireNonNull(check, "check");
    }
}
