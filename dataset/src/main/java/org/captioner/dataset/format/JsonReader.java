package org.captioner.dataset.format;

import org.captioner.dataset.captions.JsonCaptions;

import java.nio.file.Path;
import java.util.List;

/**
 * JSON of one's own: Hugging Face's {@code metadata.jsonl} beside its pictures, lists of objects as
 * LAVIS and BLIP have them, and dictionaries of captions by image.
 */
final class JsonReader implements DatasetReader {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public String description() {
        return "*.jsonl and lists of captions in *.json";
    }

    @Override
    public Precedence precedence() {
        return Precedence.JSON;
    }

    @Override
    public boolean recognises(Path location) {
        return !files(location).isEmpty();
    }

    private static List<Path> files(Path location) {
        List<Path> lines =
                DatasetFiles.named(
                        location, name -> name.endsWith(".jsonl") || name.endsWith(".ndjson"));
        return lines.isEmpty()
                ? DatasetFiles.named(location, name -> name.endsWith(".json")).stream()
                        .filter(file -> JsonShape.detect(file) == JsonShape.CAPTIONS)
                        .toList()
                : lines;
    }

    @Override
    public void read(Path location, DatasetDraft draft) {
        Path file = DatasetFiles.only(location, files(location), description());
        ImageFolder images = ImageFolder.find(location, draft.options());
        JsonCaptions.read(file, new EntryReader(images, draft));
    }
}
