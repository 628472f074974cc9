package org.captioner.dataset.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds pictures that are not at the path of their names: relative to another folder of the
 * dataset, with or without the folders in the name, one folder deeper, with another case, or with
 * the ending that the name lacks. Of several pictures of one name, the one whose folders agree with
 * the name is meant; where that does not decide, none.
 */
final class PictureSearch {
    private final List<Path> folders;
    private Map<String, Set<Path>> pictures = Map.of();
    private boolean indexed;

    /**
     * @param folders to look in and one folder below; the first to be preferred
     */
    PictureSearch(List<Path> folders) {
        this.folders = folders;
    }

    /** The picture of a name with slashes, which does not exist at that path. */
    Optional<Path> find(String name) {
        for (Path folder : folders) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        index();
        String lower = name.toLowerCase(Locale.ROOT);
        String last = lower.substring(lower.lastIndexOf('/') + 1);
        Set<Path> found = pictures.get(last);
        if (found == null && !ImageFolder.isPicture(last)) {
            found = pictures.get(last + ".*");
        }
        return found == null ? Optional.empty() : best(lower, found);
    }

    private void index() {
        if (indexed) {
            return;
        }
        indexed = true;
        pictures = new HashMap<>();
        for (Path folder : new LinkedHashSet<>(folders)) {
            for (Path child : DatasetFiles.children(folder)) {
                if (Files.isDirectory(child)) {
                    DatasetFiles.children(child).forEach(this::add);
                } else {
                    add(child);
                }
            }
        }
    }

    private void add(Path file) {
        String name = DatasetFiles.lowerCaseName(file);
        if (ImageFolder.isPicture(name)) {
            Path whole = file.normalize();
            pictures.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(whole);
            pictures.computeIfAbsent(DatasetFiles.stem(name) + ".*", key -> new LinkedHashSet<>())
                    .add(whole);
        }
    }

    /** The one that agrees with most folders of the name; none if several do. */
    private static Optional<Path> best(String lowerCaseName, Set<Path> found) {
        List<Path> best = new ArrayList<>();
        int most = -1;
        for (Path file : found) {
            int agreeing = agreeingFolders(lowerCaseName, file);
            if (agreeing > most) {
                best.clear();
                most = agreeing;
            }
            if (agreeing == most) {
                best.add(file);
            }
        }
        return best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
    }

    private static int agreeingFolders(String lowerCaseName, Path file) {
        String[] parts = lowerCaseName.split("/", -1);
        Path folder = file.getParent();
        int agreeing = 0;
        for (int i = parts.length - 2; i >= 0 && folder != null; i--) {
            if (!DatasetFiles.lowerCaseName(folder).equals(parts[i])) {
                break;
            }
            agreeing++;
            folder = folder.getParent();
        }
        return agreeing;
    }
}
