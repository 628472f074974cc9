package org.captioner.eval.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Place;
import org.captioner.dataset.captions.CaptionEntry;
import org.captioner.dataset.captions.CaptionVisitor;

/** Predictions while a file is being read; knows where each came from. */
final class PredictionDraft implements CaptionVisitor {
    private final Path file;
    private final Map<String, String> captions = new LinkedHashMap<>();
    private final List<String> failed = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();

    PredictionDraft(Path file) {
        this.file = file;
    }

    @Override
    public void entry(CaptionEntry entry) {
        String image = entry.image().strip();
        if (image.isEmpty()) {
            throw entry.place().error("the image id is empty; every caption needs one");
        }
        if (entry.error().isPresent()) {
            remember(entry, image);
            failed.add(image);
        }
        for (String caption : entry.captions()) {
            remember(entry, image);
            captions.put(image, caption);
        }
    }

    PredictionSet finish() {
        if (captions.isEmpty()) {
            throw new InputException(file + " holds no caption; nothing can be scored");
        }
        return new PredictionSet(file.toString(), captions, failed);
    }

    private void remember(CaptionEntry entry, String image) {
        Place earlier = places.putIfAbsent(image, entry.place());
        if (earlier != null) {
            throw entry.place()
                    .error(
                            "image "
                                    + image
                                    + " has a caption in "
                                    + within(earlier)
                                    + " too; keep one, or score n-best lists with score --oracle");
        }
    }

    /** The place without the file, which the message names already. */
    private static String within(Place place) {
        return place.element().isEmpty() ? "line " + place.line() : place.element();
    }
}
