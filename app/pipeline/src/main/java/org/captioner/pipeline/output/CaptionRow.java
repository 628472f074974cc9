package org.captioner.pipeline.output;

import org.captioner.pipeline.photo.FoundPhoto;

/** What became of one photo: a caption or the reason why there is none. */
public sealed interface CaptionRow {
    /** The photo's name, as {@link FoundPhoto#name()}. */
    String image();

    /**
     * A photo with its caption.
     *
     * @param image the photo's name
     * @param caption the sentence
     * @param logProbability of its words, in nats; not a number where the file did not keep it
     */
    record Captioned(String image, String caption, double logProbability) implements CaptionRow {}

    /**
     * A photo without a caption.
     *
     * @param image the photo's name
     * @param error why, in one sentence
     */
    record Failed(String image, String error) implements CaptionRow {}
}
