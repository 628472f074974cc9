package org.captioner.eval.prediction;

/**
 * What a system says of an image.
 *
 * @param imageId as the dataset calls the image
 * @param caption raw text, possibly empty
 */
public record Prediction(String imageId, String caption) {
    public Prediction {
        if (imageId.isBlank()) {
            throw new IllegalArgumentException("an image id may not be blank");
        }
    }
}
