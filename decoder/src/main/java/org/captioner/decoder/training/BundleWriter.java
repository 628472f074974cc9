package org.captioner.decoder.training;

import java.nio.file.Path;

/** Writes the model as it stands into an empty folder, as a bundle that captions photos. */
@FunctionalInterface
public interface BundleWriter {
    /**
     * Writes all files of the bundle.
     *
     * @param folder to write into
     * @param history of the run, for the model card
     */
    void write(Path folder, TrainingHistory history);
}
