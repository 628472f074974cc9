package org.captioner.pipeline.photo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file to caption.
 *
 * @param name what rows call it: its path below a root as {@link PhotoName} writes it, or an image
 *     id of a dataset
 * @param file where it is
 * @param version of the file when it was found; empty where none is needed
 */
public record FoundPhoto(String name, Path file, Optional<FileVersion> version) {
    /** An image of a dataset, which its id alone identifies. */
    public static FoundPhoto ofDataset(String id, Path file) {
        return new FoundPhoto(id, file, Optional.empty());
    }
}
