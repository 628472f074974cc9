package org.captioner.pipeline.output;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.captioner.pipeline.Caption;
import org.captioner.pipeline.photo.FoundPhoto;

/**
 * What became of one photo.
 *
 * @param photo that was captioned
 * @param caption of it; empty if there is none
 * @param error why there is no caption, in one sentence; empty if there is one
 * @param withheld confidence, in [0, 1], of the caption that was left out because of it; empty if
 *     none was
 */
public record CaptionedPhoto(
        FoundPhoto photo, Optional<Caption> caption, String error, OptionalDouble withheld) {
    /** A photo with its caption. */
    public static CaptionedPhoto captioned(FoundPhoto photo, Caption caption) {
        return new CaptionedPhoto(photo, Optional.of(caption), "", OptionalDouble.empty());
    }

    /** A photo without a caption, and why. */
    public static CaptionedPhoto failed(FoundPhoto photo, String error) {
        return new CaptionedPhoto(photo, Optional.empty(), error, OptionalDouble.empty());
    }

    /** A photo whose caption was left out, its confidence being below the least that was asked. */
    public static CaptionedPhoto withheld(FoundPhoto photo, double confidence, double least) {
        String error =
                String.format(
                        Locale.ROOT,
                        "caption left out: its confidence %.4f is below %s",
                        confidence,
                        least);
        return new CaptionedPhoto(photo, Optional.empty(), error, OptionalDouble.of(confidence));
    }

    /** In the caption, or in the one that was left out, if it is known. */
    OptionalDouble confidence() {
        return caption.map(Caption::confidence).orElse(withheld);
    }
}
