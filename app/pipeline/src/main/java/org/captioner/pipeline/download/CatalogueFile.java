package org.captioner.pipeline.download;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One file of an item.
 *
 * @param name its name on the disk
 * @param address where it is found, unless another is given
 * @param size bytes, where known
 * @param checksum where known
 * @param unpacking where an archive goes; empty for a file that is used as it is
 */
public record CatalogueFile(
        String name,
        URI address,
        OptionalLong size,
        Optional<Checksum> checksum,
        Optional<Unpacking> unpacking) {
    /**
     * What becomes of an archive.
     *
     * @param folder it is unpacked into, for instance {@code Flickr8k/Flickr8k_text}
     * @param strip a leading folder inside the archive to leave out, or empty
     */
    public record Unpacking(String folder, String strip) {
        public Unpacking {
            Objects.requireNonNull(folder, "folder");
            Objects.requireNonNull(strip, "strip");
        }
    }

    public CatalogueFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(checksum, "checksum");
        Objects.requireNonNull(unpacking, "unpacking");
    }

    CatalogueFile withAddress(URI other) {
        return new CatalogueFile(name, other, size, checksum, unpacking);
    }

    CatalogueFile withChecksum(Checksum other) {
        return new CatalogueFile(name, address, size, Optional.of(other), unpacking);
    }
}
