package org.captioner.decoder.training;

import java.nio.file.Path;
import java.util.List;

/** Writes the model as it stands into an empty folder, as a bundle that captions photos. */
@FunctionalInterface
public interface BundleWriter {
    /**
     * Writes all files of the bundle.
     *
     * @param folder to write into
     * @param history of the epochs that are done, for the model card
     */
    void write(Path folder, List<EpochReport> history);
}
