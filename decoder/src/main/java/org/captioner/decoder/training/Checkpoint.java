package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.captioner.dataset.AtomicFolder;
import org.captioner.decoder.integrity.FileChecksums;
import org.captioner.decoder.integrity.FiniteTensors;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.StoredTensors;
import org.captioner.encoder.tensor.TensorType;

/**
 * A run on disk: in {@code last} a model bundle with the optimiser's moments, averages of weights
 * where there are some, and the counters beside it, in {@code best} the bundle of the best model.
 */
final class Checkpoint {
    private static final String MOMENTS = "moments.safetensors";
    private static final String AVERAGES = "averages.safetensors";
    private static final String WEIGHTS = "weights.safetensors";

    private final RunFolder folder;
    private final ObjectNode run;
    private final BundleWriter bundle;

    /**
     * @param run what the run is, compared on a resume
     * @param bundle writes the model
     */
    Checkpoint(RunFolder folder, ObjectNode run, BundleWriter bundle) {
        this.folder = folder;
        this.run = run;
        this.bundle = bundle;
    }

    /** Whether there is anything to resume. */
    boolean exists() {
        return folder.isResumable();
    }

    void saveLast(TrainingState state, Optimization optimization) {
        AtomicFolder.write(
                folder.last(),
                last -> {
                    bundle.write(last, state.history());
                    SafetensorsWriter.write(
                            last.resolve(MOMENTS),
                            optimization.optimizer().moments(),
                            TensorType.F32,
                            Map.of());
                    optimization
                            .average()
                            .ifPresent(
                                    each ->
                                            SafetensorsWriter.write(
                                                    last.resolve(AVERAGES),
                                                    each.averages(),
                                                    TensorType.F32,
                                                    Map.of()));
                    new StateFile(run, state, FileChecksums.ofAll(last))
                            .write(last.resolve(RunFolder.STATE));
                });
    }

    void saveBest(TrainingHistory history) {
        AtomicFolder.write(folder.best(), best -> bundle.write(best, history));
    }

    /**
     * Fills weights, moments and averages with what was saved and returns where the run stood.
     *
     * @param weights that are trained, by their names in the bundle
     * @param prefix of all names of trained weights in the bundle; others there stay as they are
     * @throws org.captioner.dataset.InputException if the checkpoint is damaged, or of another run
     */
    TrainingState resume(Map<String, NDArray> weights, String prefix, Optimization optimization) {
        Path file = folder.last().resolve(RunFolder.STATE);
        StateFile stored = StateFile.read(file);
        RunComparison.requireSame(file, stored.run(), run);
        FileChecksums.verify(folder.last(), stored.files(), RunFolder.STATE);
        fill(folder.last().resolve(WEIGHTS), prefix, weights);
        fill(folder.last().resolve(MOMENTS), "", optimization.optimizer().moments());
        optimization
                .average()
                .ifPresent(each -> fill(folder.last().resolve(AVERAGES), "", each.averages()));
        optimization.optimizer().resume(stored.state().optimizerSteps());
        return stored.state();
    }

    private static void fill(Path file, String prefix, Map<String, NDArray> arrays) {
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            StoredTensors.copy(stored, prefix, arrays, "the network to resume");
        }
        FiniteTensors.require(file, arrays);
    }
}
