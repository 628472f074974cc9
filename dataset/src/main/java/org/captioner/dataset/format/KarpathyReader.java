package org.captioner.dataset.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.InputException;

/**
 * The JSON files that A. Karpathy made for Flickr8k, Flickr30k and COCO: {@code
 * {"images":[{"filename":..., "split":..., "sentences":[{"raw":...}]}]}}, for COCO with {@code
 * filepath} and {@code cocoid}. The id of an image is its {@code cocoid}, else its file name.
 *
 * <p>A. Karpathy, L. Fei-Fei (2015), Deep Visual-Semantic Alignments for Generating Image
 * Descriptions, CVPR.
 */
final class KarpathyReader implements DatasetReader {
    static boolean isDatasetFile(String lowerCaseName) {
        return lowerCaseName.startsWith("dataset") && lowerCaseName.endsWith(".json");
    }

    @Override
    public void read(Path location, DatasetDraft draft) {
        Path file = file(location);
        ImageFolder images = ImageFolder.of(location, draft.options());
        boolean[] imagesSeen = {false};
        JsonCursor.read(
                file,
                json ->
                        json.object(
                                "a dataset",
                                field -> {
                                    if (field.equals("images")) {
                                        imagesSeen[0] = true;
                                        json.array("images", () -> readImage(json, images, draft));
                                    } else {
                                        json.skip();
                                    }
                                }));
        if (!imagesSeen[0]) {
            throw Place.of(file).error("expected a field 'images'; this is no Karpathy file");
        }
    }

    private static Path file(Path location) {
        if (Files.isRegularFile(location)) {
            return location;
        }
        List<Path> files = DatasetFiles.find(location, KarpathyReader::isDatasetFile);
        if (files.size() == 1) {
            return files.get(0);
        }
        throw new InputException(
                location
                        + (files.isEmpty()
                                ? ": no file such as dataset_flickr8k.json in it"
                                : ": several datasets, " + files + "; name the one to read"));
    }

    private static void readImage(JsonCursor json, ImageFolder images, DatasetDraft draft)
            throws IOException {
        Place place = json.place();
        Map<String, String> fields = new HashMap<>();
        List<String> captions = new ArrayList<>();
        json.object(
                "an image",
                field -> {
                    switch (field) {
                        case "filename", "filepath", "cocoid", "split" ->
                                fields.put(field, json.text(field));
                        case "sentences" ->
                                json.array("sentences", () -> captions.add(readSentence(json)));
                        default -> json.skip();
                    }
                });
        add(place, fields, captions, images, draft);
    }

    private static String readSentence(JsonCursor json) throws IOException {
        Place place = json.place();
        String[] raw = {null};
        json.object(
                "a sentence",
                field -> {
                    if (field.equals("raw")) {
                        raw[0] = json.text("raw");
                    } else {
                        json.skip();
                    }
                });
        if (raw[0] == null) {
            throw place.error("a sentence has no field 'raw', which holds its text");
        }
        return raw[0];
    }

    private static void add(
            Place place,
            Map<String, String> fields,
            List<String> captions,
            ImageFolder images,
            DatasetDraft draft) {
        String name = fields.getOrDefault("filename", "");
        if (name.isBlank() || !fields.containsKey("split")) {
            throw place.error("an image needs the fields 'filename' and 'split'");
        }
        String id = fields.getOrDefault("cocoid", name);
        if (draft.contains(id)) {
            draft.note(place, Kind.CONFLICTING_ROWS, "image " + id + " is there twice; keep one");
            return;
        }
        String folder = fields.getOrDefault("filepath", "");
        String path = folder.isEmpty() ? name : folder + "/" + name;
        draft.image(id, images.resolve(path, place), place);
        draft.assign(id, place.split(fields.get("split")), place);
        captions.forEach(caption -> draft.caption(id, caption, place));
    }
}
