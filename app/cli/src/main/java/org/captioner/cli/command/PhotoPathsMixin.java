package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.captioner.pipeline.photo.PhotoFinder;
import org.captioner.pipeline.photo.PhotoSearch;
import picocli.CommandLine.Parameters;

/** The photos that a command works on. */
final class PhotoPathsMixin {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description = "Photos, and folders whose photos are found recursively.")
    private List<Path> paths;

    /** Finds the photos. */
    PhotoSearch find(Optional<Path> root) {
        return PhotoFinder.find(paths, root);
    }
}
