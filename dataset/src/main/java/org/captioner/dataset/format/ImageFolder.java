package org.captioner.dataset.format;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.captioner.dataset.InputException;

/**
 * The folder that image names are relative to: the one the user named, or one of the usual names
 * beside the text, in its parent, or the text's own folder.
 *
 * @param path an existing folder
 */
record ImageFolder(Path path) {
    // Spelled as the distributions spell them; Flickr8k's archive really says "Flicker8k".
    private static final List<String> USUAL_NAMES =
            List.of(
                    "flicker8k_dataset",
                    "flickr8k_dataset",
                    "flickr8k_images",
                    "flickr30k_images",
                    "flickr30k-images",
                    "images",
                    "imgs",
                    "photos");

    /**
     * Finds the folder for text at {@code location}.
     *
     * @throws InputException if the user named a folder that does not exist
     */
    static ImageFolder of(Path location, ReadOptions options) {
        if (options.images().isPresent()) {
            Path named = options.images().get();
            if (!Files.isDirectory(named)) {
                throw new InputException("image folder " + named + " does not exist");
            }
            return new ImageFolder(named);
        }
        Path root = DatasetFiles.folder(location);
        return new ImageFolder(usual(root).or(() -> besideParent(root)).orElse(root));
    }

    /** The file of an image name, which may contain folders. */
    Path resolve(String name, Place place) {
        try {
            return path.resolve(name);
        } catch (InvalidPathException e) {
            throw place.error("'" + Excerpt.of(name) + "' cannot be a file name: " + e.getReason());
        }
    }

    // A user may name the text's own folder: Flickr8k_text beside Flicker8k_Dataset.
    private static Optional<Path> besideParent(Path root) {
        Path parent = root.toAbsolutePath().normalize().getParent();
        return DatasetFiles.lowerCaseName(root.toAbsolutePath()).endsWith("_text")
                ? Optional.ofNullable(parent).flatMap(ImageFolder::usual)
                : Optional.empty();
    }

    private static Optional<Path> usual(Path root) {
        List<Path> children =
                DatasetFiles.children(root).stream()
                        .filter(child -> USUAL_NAMES.contains(DatasetFiles.lowerCaseName(child)))
                        .filter(Files::isDirectory)
                        .toList();
        return USUAL_NAMES.stream()
                .flatMap(
                        name ->
                                children.stream()
                                        .filter(
                                                child ->
                                                        DatasetFiles.lowerCaseName(child)
                                                                .equals(name)))
                .findFirst();
    }
}
