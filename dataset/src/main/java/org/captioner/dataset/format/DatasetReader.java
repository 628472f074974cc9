package org.captioner.dataset.format;

import java.nio.file.Path;

/**
 * Understands one file layout; stateless. A new one implements this and gets a line in {@link
 * DatasetReaders}.
 */
interface DatasetReader {
    /** The lower-case name that {@code --data-format} takes. */
    String name();

    /** The files that tell the layout, such as {@code *.token.txt}. */
    String description();

    /**
     * Whether a location has this layout, by the names of its files and, for JSON, by their fields.
     *
     * @param location an existing folder, or the file with the captions
     */
    boolean recognises(Path location);

    /** How telling its files are; of several that fit, the most telling is meant. */
    Precedence precedence();

    /** How telling the files of a layout are. */
    enum Precedence {
        /** Their names belong to a dataset that many people have. */
        NAMED,
        /** They are tables of one's own. */
        TABLE,
        /** They are JSON of one's own. */
        JSON,
        /** They are text files beside pictures. */
        SIDECAR
    }

    /**
     * Adds the content of the files to a draft.
     *
     * @param location the folder or file the user named
     * @throws org.captioner.dataset.InputException if a file cannot be read or understood at all;
     *     what can be stepped over becomes a problem of the draft
     */
    void read(Path location, DatasetDraft draft);
}
