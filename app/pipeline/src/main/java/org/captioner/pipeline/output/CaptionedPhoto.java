package org.captioner.pipeline.output;

import java.util.Optional;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * What became of one photo.
 *
 * @param photo that was captioned
 * @param caption of it; empty if there is none
 * @param error why there is no caption, in one sentence; empty if there is one
 */
public record CaptionedPhoto(FoundPhoto photo, Optional<Caption> caption, String error) {
    /** A photo with its caption. */
    public static CaptionedPhoto captioned(FoundPhoto photo, Caption caption) {
        return new CaptionedPhoto(photo, Optional.of(caption), "");
    }

    /** A photo without a caption, and why. */
    public static CaptionedPhoto failed(FoundPhoto photo, String error) {
        return new CaptionedPhoto(photo, Optional.empty(), error);
    }
}
