package org.captioner.dataset.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;

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

    /** A caption that waits for its image, for the two lists may come in either order. */
    private record Annotation(String imageId, String caption, Place place) {}

    static boolean isCaptionFile(String lowerCaseName) {
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
        ImageFolder usual = ImageFolder.of(root, options);
        if (pictures.isEmpty()) {
            return usual;
        }
        for (Path parent : List.of(usual.path(), root)) {
            Path folder = parent.resolve(pictures.get());
            if (Files.isDirectory(folder)) {
                return new ImageFolder(folder);
            }
        }
        return usual;
    }

    private static void readFile(
            Path file, Optional<Split> split, ImageFolder images, DatasetDraft draft) {
        List<Annotation> annotations = new ArrayList<>();
        JsonCursor.read(
                file,
                json ->
                        json.object(
                                "a dataset",
                                field -> {
                                    switch (field) {
                                        case "images" ->
                                                json.array(
                                                        field,
                                                        () -> addImage(json, split, images, draft));
                                        case "annotations" ->
                                                json.array(
                                                        field,
                                                        () -> annotations.add(annotation(json)));
                                        default -> json.skip();
                                    }
                                }));
        for (Annotation annotation : annotations) {
            if (draft.contains(annotation.imageId())) {
                draft.caption(annotation.imageId(), annotation.caption(), annotation.place());
            } else {
                draft.note(
                        annotation.place(),
                        Kind.UNKNOWN_IMAGE,
                        "a caption speaks of image "
                                + annotation.imageId()
                                + ", which is not among the images");
            }
        }
    }

    private static void addImage(
            JsonCursor json, Optional<Split> split, ImageFolder images, DatasetDraft draft)
            throws IOException {
        Place place = json.place();
        Map<String, String> fields = fields(json, "an image", "id", "file_name");
        String id = fields.get("id");
        draft.image(id, images.resolve(fields.get("file_name"), place), place);
        split.ifPresent(known -> draft.assign(id, known, place));
    }

    private static Annotation annotation(JsonCursor json) throws IOException {
        Place place = json.place();
        Map<String, String> fields = fields(json, "an annotation", "image_id", "caption");
        return new Annotation(fields.get("image_id"), fields.get("caption"), place);
    }

    private static Map<String, String> fields(
            JsonCursor json, String what, String first, String second) throws IOException {
        Place place = json.place();
        Map<String, String> fields = new HashMap<>();
        json.object(
                what,
                field -> {
                    if (field.equals(first) || field.equals(second)) {
                        fields.put(field, json.text(field));
                    } else {
                        json.skip();
                    }
                });
        if (fields.size() < 2) {
            throw place.error(what + " needs the fields '" + first + "' and '" + second + "'");
        }
        return fields;
    }
}
