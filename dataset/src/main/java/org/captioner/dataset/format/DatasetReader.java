package org.captioner.dataset.format;

import java.nio.file.Path;

/** Understands one file layout; stateless. */
interface DatasetReader {
    /**
     * Adds what the files say to a draft.
     *
     * @param location the folder or file the user named
     * @throws org.captioner.dataset.InputException if a file cannot be read or understood at all;
     *     what can be stepped over becomes a problem of the draft
     */
    void read(Path location, DatasetDraft draft);
}
