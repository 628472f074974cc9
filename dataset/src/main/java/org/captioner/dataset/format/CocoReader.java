package org.captioner.dataset.format;

import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.captions.CaptionEntry;
import org.captioner.dataset.captions.JsonCaptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * COCO captions: {@code captions_train2017.json} and {@code captions_val2017.json}, each {@code
 * {"images":[{"id":..., "file_name":...}], "annotations":[{"image_id":..., "caption":...}]}}, with
 * pictures in {@code train2017} and {@code val2017}. The file's name tells the split; ids are
 * numbers.
 *
 * <p>X. Chen et al. (2015), Microsoft COCO Captions: Data Collection and Evaluation Server,
 * arXiv:1504.00325.
 */
final class CocoReader implements DatasetReader {
    private static final Pattern FILE_NAME =
            Pattern.compile("captions_((train|val|test)[a-z0-9-]*)\\.json");

    @Override
    public String name() {
        return "coco";
    }

    @Override
    public String description() {
        return "captions_train*.json";
    }

    @Override
    public Precedence precedence() {
        return Precedence.NAMED;
    }

    @Override
    public boolean recognises(Path location) {
        return Files.isDirectory(location)
                ? !DatasetFiles.find(location, CocoReader::isCaptionFile).isEmpty()
                : DatasetFiles.lowerCaseName(location).endsWith(".json")
                        && JsonShape.detect(location) == JsonShape.COCO;
    }

    private static boolean isCaptionFile(String lowerCaseName) {
        return FILE_NAME.matcher(lowerCaseName).matches();
    }

    @Override
    public void read(Path location, DatasetDraft draft) {
        for (Path file : files(location)) {
            Matcher name = FILE_NAME.matcher(DatasetFiles.lowerCaseName(file));
            Optional<String> pictures =
                    name.matches() ? Optional.of(name.group(1)) : Optional.empty();
            Optional<Split> split =
                    name.matches() ? Optional.of(Split.parse(name.group(2))) : Optional.empty();
            ImageFolder images = imageFolder(location, pictures, draft.options());
            readFile(file, split, images, draft);
        }
    }

    private static List<Path> files(Path location) {
        if (Files.isRegularFile(location)) {
            return List.of(location);
        }
        List<Path> files = DatasetFiles.find(location, CocoReader::isCaptionFile);
        if (files.isEmpty()) {
            throw new InputException(
                    location + ": no file such as captions_train2017.json in it or one below");
        }
        return files;
    }

    // "annotations" stands beside "train2017", or beside "images" which holds "train2017".
    private static ImageFolder imageFolder(
            Path location, Optional<String> pictures, ReadOptions options) {
        Path root = DatasetFiles.folder(location);
        if (DatasetFiles.lowerCaseName(root).equals("annotations")) {
            root = root.resolveSibling("");
        }
        ImageFolder usual = ImageFolder.find(root, options);
        if (pictures.isEmpty()) {
            return usual;
        }
        for (Path parent : List.of(usual.path(), root)) {
            Path folder = parent.resolve(pictures.get());
            if (Files.isDirectory(folder)) {
                return ImageFolder.named(folder, options);
            }
        }
        return usual;
    }

    private static void readFile(
            Path file, Optional<Split> split, ImageFolder images, DatasetDraft draft) {
        List<CaptionEntry> annotations = new ArrayList<>();
        JsonCaptions.read(
                file,
                entry -> {
                    if (entry.captions().isEmpty()) {
                        addImage(entry, split, images, draft);
                    } else {
                        annotations.add(entry);
                    }
                });
        // The two lists may come in either order.
        for (CaptionEntry annotation : annotations) {
            if (draft.contains(annotation.image())) {
                annotation
                        .captions()
                        .forEach(
                                text ->
                                        draft.caption(
                                                annotation.image(), text, annotation.place()));
            } else {
                draft.note(
                        annotation.place(),
                        Kind.UNKNOWN_IMAGE,
                        "a caption is of image "
                                + annotation.image()
                                + ", which is not among the images");
            }
        }
    }

    private static void addImage(
            CaptionEntry entry, Optional<Split> split, ImageFolder images, DatasetDraft draft) {
        String id = entry.image();
        String name =
                entry.file()
                        .orElseThrow(
                                () ->
                                        entry.place()
                                                .error(
                                                        "an image needs the fields 'id' and"
                                                                + " 'file_name'"));
        draft.image(id, images.resolve(name, entry.place()), entry.place());
        split.ifPresent(known -> draft.assign(id, known, entry.place()));
    }
}
