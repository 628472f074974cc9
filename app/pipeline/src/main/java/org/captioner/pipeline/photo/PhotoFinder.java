package org.captioner.pipeline.photo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;
import org.captioner.pipeline.output.CaptionRow;

/**
 * Finds photos in folders and their subfolders. A file that is named is always taken; in a folder,
 * files are taken by the usual extensions, and hidden ones are not. Links are followed, each real
 * folder is entered once and each real file taken once, so a loop of links ends.
 *
 * <p>Names are relative to the folder that was given. Where several paths are given they start with
 * the path as given, so that two photos never share a name.
 */
public final class PhotoFinder {
    private static final Set<String> EXTENSIONS =
            Set.of("jpg", "jpeg", "jpe", "png", "gif", "bmp", "tif", "tiff", "webp");

    private final Set<Path> seen = new HashSet<>();
    private final List<FoundPhoto> photos = new ArrayList<>();
    private final List<CaptionRow.Failed> unreadable = new ArrayList<>();
    private final Map<String, Integer> skipped = new TreeMap<>();

    private PhotoFinder() {}

    /**
     * Looks below all paths.
     *
     * @param paths folders and files, at least one
     * @throws InputException if a path does not exist, or no photo is found at all
     */
    public static PhotoSearch find(List<Path> paths) {
        PhotoFinder finder = new PhotoFinder();
        for (Path path : paths) {
            finder.addArgument(path, paths.size() == 1 ? "" : withSlashes(path));
        }
        finder.photos.sort(Comparator.comparing(FoundPhoto::name));
        finder.unreadable.sort(Comparator.comparing(CaptionRow.Failed::image));
        PhotoSearch found = new PhotoSearch(finder.photos, finder.unreadable, finder.skipped);
        if (found.photos().isEmpty() && found.unreadable().isEmpty()) {
            throw new InputException(nothingFound(paths, found.skipped()));
        }
        return found;
    }

    private void addArgument(Path path, String prefix) {
        if (Files.isDirectory(path)) {
            addFolder(path, prefix);
        } else if (Files.exists(path)) {
            if (isNew(path)) {
                photos.add(
                        new FoundPhoto(
                                prefix.isEmpty() ? path.getFileName().toString() : prefix, path));
            }
        } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new InputException(path + " is a link to nothing; mend or remove it");
        } else {
            throw new InputException("no file or folder " + path + "; check the path");
        }
    }

    private void addFolder(Path folder, String name) {
        if (!isNew(folder)) {
            return;
        }
        List<Path> children;
        try (Stream<Path> listing = Files.list(folder)) {
            children = listing.sorted().toList();
        } catch (IOException e) {
            unreadable.add(
                    new CaptionRow.Failed(
                            name.isEmpty() ? folder.toString() : name,
                            "folder cannot be listed; check its permissions"));
            return;
        }
        for (Path child : children) {
            String file = child.getFileName().toString();
            String childName = name.isEmpty() ? file : name + "/" + file;
            if (file.startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(child)) {
                addFolder(child, childName);
            } else if (!EXTENSIONS.contains(extension(file))) {
                skipped.merge(extension(file), 1, Integer::sum);
            } else if (isNew(child)) {
                photos.add(new FoundPhoto(childName, child));
            }
        }
    }

    private boolean isNew(Path path) {
        try {
            return seen.add(path.toRealPath());
        } catch (IOException e) {
            // A broken link or a folder that may not be entered: reading it will say why.
            return seen.add(path.toAbsolutePath().normalize());
        }
    }

    private static String extension(String file) {
        int dot = file.lastIndexOf('.');
        return dot < 0 ? "" : file.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static String withSlashes(Path path) {
        return path.normalize().toString().replace(path.getFileSystem().getSeparator(), "/");
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
