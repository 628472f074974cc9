package org.captioner.dataset.format;

import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.Place;
import org.captioner.dataset.captions.CaptionEntry;
import org.captioner.dataset.captions.JsonCaptions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JSON files that A. Karpathy made for Flickr8k, Flickr30k and COCO: {@code
 * {"images":[{"filename":..., "split":..., "sentences":[{"raw":...}]}]}}, for COCO with {@code
 * filepath} and {@code cocoid}. The id of an image is its {@code cocoid}, else its file name.
 *
 * <p>A. Karpathy, L. Fei-Fei (2015), Deep Visual-Semantic Alignments for Generating Image
 * Descriptions, CVPR.
 */
final class KarpathyReader implements DatasetReader {
    @Override
    public String name() {
        return "karpathy";
    }

    @Override
    public String description() {
        return "dataset*.json";
    }

    @Override
    public Precedence precedence() {
        return Precedence.NAMED;
    }

    @Override
    public boolean recognises(Path location) {
        return Files.isDirectory(location)
                ? !files(location).isEmpty()
                : DatasetFiles.lowerCaseName(location).endsWith(".json")
                        && JsonShape.detect(location) == JsonShape.KARPATHY;
    }

    @Override
    public void read(Path location, DatasetDraft draft) {
        Path file =
                DatasetFiles.only(location, files(location), "file such as dataset_flickr8k.json");
        ImageFolder images = ImageFolder.find(location, draft.options());
        int[] entries = {0};
        JsonCaptions.read(
                file,
                entry -> {
                    entries[0]++;
                    add(entry, images, draft);
                });
        if (entries[0] == 0) {
            throw Place.of(file).error("expected a field 'images'; this is no Karpathy file");
        }
    }

    private static List<Path> files(Path location) {
        return DatasetFiles.named(
                location, name -> name.startsWith("dataset") && name.endsWith(".json"));
    }

    private static void add(CaptionEntry entry, ImageFolder images, DatasetDraft draft) {
        Place place = entry.place();
        String id = entry.image();
        if (entry.file().isEmpty() || entry.split().isEmpty()) {
            throw place.error("an image needs the fields 'filename' and 'split'");
        }
        if (draft.contains(id)) {
            draft.note(place, Kind.CONFLICTING_ROWS, "image " + id + " is there twice; keep one");
            return;
        }
        draft.image(id, images.resolve(entry.file().get(), place), place);
        draft.assign(id, entry.split().get(), place);
        entry.captions().forEach(caption -> draft.caption(id, caption, place));
    }
}
