package org.captioner.eval.prediction;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The captions of one system.
 *
 * @param name what reports and errors call it, usually the file
 * @param predictions in the order of the source; ids are unique
 * @param failed ids of images that the system could not caption
 */
public record PredictionSet(String name, List<Prediction> predictions, List<String> failed) {
    public PredictionSet {
        predictions = List.copyOf(predictions);
        failed = List.copyOf(failed);
        Set<String> seen = new HashSet<>();
        for (Prediction prediction : predictions) {
            if (!seen.add(prediction.imageId())) {
                throw new IllegalArgumentException("image id twice: " + prediction.imageId());
            }
        }
    }
}
