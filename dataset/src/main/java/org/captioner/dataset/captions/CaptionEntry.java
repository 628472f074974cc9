package org.captioner.dataset.captions;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.captioner.dataset.Place;
import org.captioner.dataset.Split;

/**
 * What one row, line or JSON object tells of an image.
 *
 * @param place where it stands
 * @param image the image's id, as written; may be empty
 * @param file the name of the picture where it is given beside an id
 * @param captions any number, as written; an absent value ({@code null}) is an empty caption
 * @param split of the image, where the entry has one
 * @param error why the image has no caption, where the entry has one
 * @param logProbability of the caption in nats, where the entry has it
 */
public record CaptionEntry(
        Place place,
        String image,
        Optional<String> file,
        List<String> captions,
        Optional<Split> split,
        Optional<String> error,
        OptionalDouble logProbability) {
    public CaptionEntry {
        captions = List.copyOf(captions);
    }

    /** Captions of an image, and nothing else. */
    static CaptionEntry of(Place place, String image, List<String> captions) {
        return new CaptionEntry(
                place,
                image,
                Optional.empty(),
                captions,
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty());
    }

    /** The name of the picture: {@link #file()}, else the id. */
    public String picture() {
        return file.orElse(image);
    }
}
