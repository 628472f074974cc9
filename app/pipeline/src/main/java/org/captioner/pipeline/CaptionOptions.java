package org.captioner.pipeline;

import org.captioner.dataset.InputException;
import org.captioner.decoder.search.SearchOptions;

/**
 * What is asked of a captioner for each photo.
 *
 * @param search how captions are searched for
 * @param captions how many captions of each photo are wanted, from 1 to the search's beams
 * @param detail what else each caption should hold
 */
public record CaptionOptions(SearchOptions search, int captions, Detail detail) {
    /** What a caption holds besides its words and scores. */
    public enum Detail {
        NONE,
        /** {@link WordDetails}, for another pass of the decoder over each caption. */
        WORDS
    }

    public CaptionOptions {
        if (captions < 1 || captions > search.beams()) {
            throw new InputException(
                    captions
                            + " captions of each photo are asked for, but the search keeps "
                            + search.beams()
                            + "; ask for 1 to "
                            + search.beams()
                            + " or use more beams");
        }
    }

    /** One caption of each photo, without details. */
    public static CaptionOptions best(SearchOptions search) {
        return new CaptionOptions(search, 1, Detail.NONE);
    }

    /** These options with another number of captions of each photo. */
    public CaptionOptions withCaptions(int count) {
        return new CaptionOptions(search, count, detail);
    }

    /** These options with another level of detail. */
    public CaptionOptions withDetail(Detail other) {
        return new CaptionOptions(search, captions, other);
    }
}
