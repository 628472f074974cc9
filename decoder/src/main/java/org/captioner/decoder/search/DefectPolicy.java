package org.captioner.decoder.search;

/** What a search does about defects that need no photo to be seen. */
public enum DefectPolicy {
    /** Any sentence that the decoder finds probable. */
    ALLOW,
    /**
     * No {@link org.captioner.eval.defect.Repetition}, and no {@link
     * org.captioner.eval.defect.SentenceEnd} that is missing.
     */
    AVOID
}
