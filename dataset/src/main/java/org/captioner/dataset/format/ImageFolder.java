package org.captioner.dataset.format;

import org.captioner.dataset.Excerpt;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Place;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder that image names are relative to: the one the user named, or one of the usual names
 * beside the text, in its parent, or the text's own folder. A picture that is not there is looked
 * for where people have it: see {@link PictureSearch}.
 */
final class ImageFolder {
    // Spelled as the distributions spell them; Flickr8k's archive is really called "Flicker8k".
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

    private final Path path;
    private final Optional<PictureSearch> search;

    private ImageFolder(Path path, Optional<PictureSearch> search) {
        this.path = path;
        this.search = search;
    }

    /**
     * Finds the folder for text at {@code location}.
     *
     * @throws InputException if the user named a folder that does not exist
     */
    static ImageFolder find(Path location, ReadOptions options) {
        if (options.images().isPresent()) {
            Path named = options.images().get();
            if (!Files.isDirectory(named)) {
                throw new InputException("image folder " + named + " does not exist");
            }
            return named(named, List.of(named), options);
        }
        Path root = DatasetFiles.folder(location);
        Path folder = usual(root).or(() -> besideParent(root)).orElse(root);
        return named(folder, List.of(folder, root), options);
    }

    /** A folder that is known to be the one. */
    static ImageFolder named(Path folder, ReadOptions options) {
        return named(folder, List.of(folder), options);
    }

    private static ImageFolder named(Path path, List<Path> searched, ReadOptions options) {
        return new ImageFolder(
                path,
                options.imageCheck() == ImageCheck.NONE
                        ? Optional.empty()
                        : Optional.of(new PictureSearch(searched)));
    }

    Path path() {
        return path;
    }

    /** The file of an image name, which may contain folders; it need not exist. */
    Path resolve(String name, Place place) {
        try {
            Path file = path.resolve(plain(name));
            if (search.isEmpty() || Files.isRegularFile(file)) {
                return file;
            }
            return search.get().find(plain(name)).orElse(file);
        } catch (InvalidPathException e) {
            throw place.error("'" + Excerpt.of(name) + "' cannot be a file name: " + e.getReason());
        }
    }

    /**
     * A name as ids have it: {@code a.jpg} for {@code ./a.jpg}, and {@code sub/a.jpg} for Windows'
     * {@code sub\\a.jpg}.
     */
    static String plain(String name) {
        String slashes = name.replace('\\', '/');
        while (slashes.startsWith("./")) {
            slashes = slashes.substring(2);
        }
        return slashes.replace("/./", "/");
    }

    /** Whether a lower-case name has the ending of a picture. */
    static boolean isPicture(String lowerCaseName) {
        return lowerCaseName.matches(".*\\.(jpe?g|png|gif|bmp|tiff?|webp)");
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
