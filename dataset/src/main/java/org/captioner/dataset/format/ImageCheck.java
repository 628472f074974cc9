package org.captioner.dataset.format;

/** How closely {@link DatasetReaders} checks the pictures of a dataset. */
public enum ImageCheck {
    /** Not at all, for work on captions where the pictures are elsewhere. */
    NONE,
    /**
     * Every file must exist, but for a few of the training split or of a split made by seed: scores
     * on a part of a stated split compare with no others.
     */
    EXISTENCE,
    /** Every file must exist, but for a few of any split, as training goes without a few. */
    TRAINING
}
