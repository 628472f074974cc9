package org.captioner.dataset.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;

/**
 * Finds a dataset's text files: in the named folder or in a folder directly inside it, for archives
 * are unpacked either way.
 */
final class DatasetFiles {
    private DatasetFiles() {}

    /**
     * Files whose lower-case name passes, sorted by path; those beside a file if the location is
     * one.
     */
    static List<Path> find(Path location, Predicate<String> name) {
        Path root = folder(location);
        List<Path> found = new ArrayList<>(matching(root, name));
        if (found.isEmpty()) {
            for (Path inner : children(root)) {
                if (Files.isDirectory(inner)) {
                    found.addAll(matching(inner, name));
                }
            }
        }
        return found;
    }

    /** The location itself if it is a file of such a name, or those of the folder. */
    static List<Path> named(Path location, Predicate<String> name) {
        if (Files.isDirectory(location)) {
            return find(location, name);
        }
        return name.test(lowerCaseName(location)) ? List.of(location) : List.of();
    }

    /**
     * The one file to read: the location if it is a file, else the only one that was found.
     *
     * @param found in the folder
     * @param description of what was looked for
     * @throws InputException if there is none, or there are several
     */
    static Path only(Path location, List<Path> found, String description) {
        if (Files.isRegularFile(location)) {
            return location;
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new InputException(
                location
                        + (found.isEmpty()
                                ? ": no " + description + " in it or one folder below"
                                : ": several files, " + found + "; name the one to read"));
    }

    /** A name without its last ending. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    /** The location itself, or the folder that a file is in. */
    static Path folder(Path location) {
        if (Files.isDirectory(location)) {
            return location;
        }
        Path parent = location.getParent();
        return parent == null ? Path.of("") : parent;
    }

    static List<Path> children(Path folder) {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new InputException("cannot read folder " + folder + ": " + e, e);
        }
    }

    static String lowerCaseName(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    }

    // Names first: asking each of thousands of pictures whether it is a file costs seconds.
    private static List<Path> matching(Path folder, Predicate<String> name) {
        return children(folder).stream()
                .filter(path -> name.test(lowerCaseName(path)))
                .filter(Files::isRegularFile)
                .toList();
    }
}
