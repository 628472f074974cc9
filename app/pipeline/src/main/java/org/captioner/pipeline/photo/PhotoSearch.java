package org.captioner.pipeline.photo;

import java.util.List;
import java.util.Map;
import org.captioner.pipeline.output.CaptionRow;

/**
 * What was found below some paths.
 *
 * @param photos to caption, sorted by name
 * @param unreadable folders that could not be listed, with the reason, sorted by name
 * @param skipped how many files were left alone, by lower-case extension ("" for none)
 */
public record PhotoSearch(
        List<FoundPhoto> photos, List<CaptionRow.Failed> unreadable, Map<String, Integer> skipped) {
    public PhotoSearch {
        photos = List.copyOf(photos);
        unreadable = List.copyOf(unreadable);
        skipped = Map.copyOf(skipped);
    }
}
