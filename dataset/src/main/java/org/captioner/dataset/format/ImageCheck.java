package org.captioner.dataset.format;

/** How closely {@link DatasetReaders} checks the pictures of a dataset. */
public enum ImageCheck {
    /** Not at all, for work on captions where the pictures are elsewhere. */
    NONE,
    /** Every file must exist. */
    EXISTENCE
}
