package org.captioner.eval.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;

/** Predictions while a file is being read; knows where each came from. */
final class PredictionDraft {
    private final Path file;
    private final List<Prediction> predictions = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    PredictionDraft(Path file) {
        this.file = file;
    }

    /**
     * @param place {@code line 7} or {@code entry 7}
     */
    void add(String place, String imageId, String caption) {
        remember(place, imageId);
        predictions.add(new Prediction(imageId, caption));
    }

    void addFailed(String place, String imageId) {
        remember(place, imageId);
        failed.add(imageId);
    }

    InputException error(String place, String message) {
        return new InputException(file + " " + place + ": " + message);
    }

    PredictionSet finish() {
        if (predictions.isEmpty()) {
            throw new InputException(file + " holds no caption; nothing can be scored");
        }
        return new PredictionSet(file.toString(), predictions, failed);
    }

    private void remember(String place, String imageId) {
        if (imageId.isBlank()) {
            throw error(place, "the image id is empty; every caption needs one");
        }
        String earlier = places.putIfAbsent(imageId, place);
        if (earlier != null) {
            throw error(
                    place, "image " + imageId + " has a caption in " + earlier + " too; keep one");
        }
    }
}
