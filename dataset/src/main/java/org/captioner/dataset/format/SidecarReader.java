package org.captioner.dataset.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.dataset.Place;
import org.captioner.dataset.captions.TextFile;

/**
 * Captions in text files beside the pictures, {@code name.txt} for {@code name.jpg}, as trainers of
 * image models keep them; one caption a line. Folders inside are read too. No split is stated, so
 * it is seeded.
 */
final class SidecarReader implements DatasetReader {
    private static final String ENDING = ".txt";

    @Override
    public String name() {
        return "txt";
    }

    @Override
    public String description() {
        return "name.txt beside name.jpg";
    }

    @Override
    public Precedence precedence() {
        return Precedence.SIDECAR;
    }

    @Override
    public boolean recognises(Path location) {
        return Files.isDirectory(location)
                && folders(location).stream().anyMatch(folder -> !pictures(folder).isEmpty());
    }

    @Override
    public void read(Path location, DatasetDraft draft) {
        Path root = DatasetFiles.folder(location);
        for (Path folder : folders(root)) {
            pictures(folder).forEach((picture, text) -> add(root, picture, text, draft));
        }
    }

    /** The folder and those directly inside it. */
    private static List<Path> folders(Path root) {
        return Stream.concat(
                        Stream.of(root),
                        DatasetFiles.children(root).stream().filter(Files::isDirectory))
                .toList();
    }

    /** The pictures of a folder that have a text, with that text. */
    private static Map<Path, Path> pictures(Path folder) {
        List<Path> files = DatasetFiles.children(folder);
        Map<String, Path> texts = new HashMap<>();
        for (Path file : files) {
            if (DatasetFiles.lowerCaseName(file).endsWith(ENDING)) {
                texts.put(DatasetFiles.stem(file.getFileName().toString()), file);
            }
        }
        Map<Path, Path> pictures = new LinkedHashMap<>();
        for (Path file : files) {
            Path text = texts.get(DatasetFiles.stem(file.getFileName().toString()));
            if (text != null && ImageFolder.isPicture(DatasetFiles.lowerCaseName(file))) {
                pictures.put(file, text);
            }
        }
        return pictures;
    }

    private static void add(Path root, Path picture, Path text, DatasetDraft draft) {
        String id = root.relativize(picture).toString().replace('\\', '/');
        draft.image(id, picture, Place.of(text));
        long line = 0;
        for (String caption : TextFile.lines(text)) {
            line++;
            if (!caption.isBlank()) {
                draft.caption(id, caption, Place.line(text, line));
            }
        }
    }
}
