package org.captioner.eval.human;

import java.util.List;

/**
 * How people rated one caption for one image.
 *
 * @param imageId the image that was shown
 * @param captionId the caption that was shown, as {@code <image>#<number from 0>}; it may have been
 *     written for another image
 * @param ratings one per data point, larger is better; at least one
 */
public record Judgement(String imageId, String captionId, List<Double> ratings) {
    public Judgement {
        ratings = List.copyOf(ratings);
        if (ratings.isEmpty()) {
            throw new IllegalArgumentException("no rating of " + captionId + " for " + imageId);
        }
    }
}
