package org.captioner.pipeline.photo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.photo.PhotoSearch.UnreadableFolder;
import org.jspecify.annotations.Nullable;

/**
 * Finds photos in folders and their subfolders. A file that is named is always taken; in a folder,
 * files are taken by the usual extensions, and hidden ones are not. Links are followed after
 * everything else: each real folder is entered once and each real file taken once, by its own name
 * rather than a link's, so a loop of links ends.
 *
 * <p>Names are relative to a root: the folder that is given, or the deepest folder that contains
 * all paths that are given. How the paths are spelled makes no difference.
 */
public final class PhotoFinder {
    private static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "jpe", "png", "gif", "bmp", "tif", "tiff", "webp");

    private final Path root;

    /** By real path, where each file and folder was first found. */
    private final Map<Path, Path> seen = new HashMap<>();

    private final Deque<Path> links = new ArrayDeque<>();
    private final List<FoundPhoto> photos = new ArrayList<>();
    private final List<UnreadableFolder> unreadable = new ArrayList<>();
    private final List<String> duplicates = new ArrayList<>();
    private final Map<String, Integer> skipped = new TreeMap<>();

    private PhotoFinder(Path root) {
        this.root = root;
    }

    /**
     * Searches all paths, with the deepest folder that contains them as the root.
     *
     * @param paths folders and files, at least one
     * @throws InputException if a path does not exist, or no photo is found at all
     */
    public static PhotoSearch find(List<Path> paths) {
        return find(paths, Optional.empty());
    }

    /**
     * Searches all paths.
     *
     * @param paths folders and files, at least one
     * @param root that names are relative to
     * @throws InputException if a path does not exist or is not below the root, or no photo is
     *     found at all
     */
    public static PhotoSearch find(List<Path> paths, Optional<Path> root) {
        paths.forEach(PhotoFinder::requireExistence);
        Path common = common(paths);
        Path chosen = root.map(PhotoFinder::absolute).orElse(common);
        if (!common.startsWith(chosen)) {
            throw new InputException(
                    "the photos are in "
                            + common
                            + ", which is not below the root "
                            + chosen
                            + "; name a folder that contains them all");
        }
        PhotoFinder finder = new PhotoFinder(chosen);
        paths.forEach(path -> finder.add(absolute(path)));
        while (!finder.links.isEmpty()) {
            finder.add(finder.links.remove());
        }
        PhotoSearch found = finder.result();
        if (found.photos().isEmpty() && found.unreadable().isEmpty()) {
            throw new InputException(nothingFound(paths, found.skipped()));
        }
        return found;
    }

    private PhotoSearch result() {
        photos.sort(Comparator.comparing(FoundPhoto::name));
        unreadable.sort(Comparator.comparing(UnreadableFolder::name));
        duplicates.sort(Comparator.naturalOrder());
        return new PhotoSearch(root, photos, unreadable, duplicates, skipped);
    }

    private static void requireExistence(Path path) {
        if (Files.exists(path)) {
            return;
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException(path + " is a link to nothing; mend or remove it");
        }
        if (path.toString().indexOf('\uFFFD') >= 0) {
            throw new InputException(
                    "no file or folder "
                            + path
                            + ", whose name is not in the locale's charset; name the folder that"
                            + " contains it, or set LC_ALL to C.UTF-8");
        }
        throw new InputException("no file or folder " + path + "; check the path");
    }

    private static Path common(List<Path> paths) {
        @Nullable Path common = null;
        for (Path path : paths) {
            Path absolute = absolute(path);
            Path folder = Files.isDirectory(absolute) ? absolute : parent(absolute);
            if (common == null) {
                common = folder;
            }
            while (!folder.startsWith(common) && common.getParent() != null) {
                common = common.getParent();
            }
        }
        return Objects.requireNonNull(common, "no path");
    }

    private static Path parent(Path file) {
        return file.getParent() == null ? file : file.getParent();
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** Adds a file, or all below a folder but what only links lead to. */
    private void add(Path path) {
        if (Files.isDirectory(path)) {
            addFolder(path);
        } else if (isNew(path)) {
            photos.add(new FoundPhoto(PhotoName.of(root, path), path, FileVersion.of(path)));
        }
    }

    private void addFolder(Path folder) {
        if (!isNew(folder)) {
            return;
        }
        List<Path> children;
        try (Stream<Path> listing = Files.list(folder)) {
            children = listing.sorted().toList();
        } catch (IOException e) {
            unreadable.add(
                    new UnreadableFolder(
                            folder.equals(root) ? folder.toString() : PhotoName.of(root, folder),
                            folder,
                            "folder cannot be listed; check its permissions"));
            return;
        }
        for (Path child : children) {
            String file = child.getFileName().toString();
            if (file.startsWith(".")) {
                continue;
            }
            boolean isFolder = Files.isDirectory(child);
            if (!isFolder && !EXTENSIONS.contains(extension(file))) {
                skipped.merge(extension(file), 1, Integer::sum);
            } else if (Files.isSymbolicLink(child)) {
                links.add(child);
            } else {
                add(child);
            }
        }
    }

    private boolean isNew(Path path) {
        Path real;
        try {
            real = path.toRealPath();
        } catch (IOException e) {
            // A broken link or a folder that may not be entered: reading it will fail with the
            // reason.
            real = path;
        }
        Path first = seen.putIfAbsent(real, path);
        if (first != null && !first.equals(path)) {
            duplicates.add(PhotoName.of(root, path));
        }
        return first == null;
    }

    private static String extension(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static String nothingFound(List<Path> paths, Map<String, Integer> skipped) {
        StringBuilder message = new StringBuilder("no photo in ");
        message.append(String.join(", ", paths.stream().map(Path::toString).toList()));
        int others = skipped.values().stream().mapToInt(Integer::intValue).sum();
        if (others > 0) {
            message.append(" among ").append(others).append(others == 1 ? " file" : " files");
        }
        return message.append("; photos end in .jpg, .png, .gif, .bmp, .tif or .webp").toString();
    }
}
