package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.AtomicFolder;
import org.captioner.dataset.InputException;
import org.captioner.encoder.optimizer.AdamW;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.StoredTensors;
import org.captioner.encoder.tensor.TensorType;

/**
 * A run on disk: in {@code last} a model bundle with the optimiser's moments and the counters
 * beside it, in {@code best} the bundle of the epoch with the best dev score.
 */
final class Checkpoint {
    private static final String STATE = "training.json";
    private static final String MOMENTS = "moments.safetensors";
    private static final String WEIGHTS = "weights.safetensors";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path last;
    private final Path best;

    Checkpoint(Path run) {
        last = run.resolve("last");
        best = run.resolve("best");
        AtomicFolder.recover(last);
        AtomicFolder.recover(best);
    }

    /** Whether there is anything to resume. */
    boolean exists() {
        return Files.exists(last.resolve(STATE));
    }

    void saveLast(TrainingState state, AdamW optimizer, BundleWriter bundle) {
        AtomicFolder.write(
                last,
                folder -> {
                    bundle.write(folder, state.history());
                    SafetensorsWriter.write(
                            folder.resolve(MOMENTS), optimizer.moments(), TensorType.F32, Map.of());
                    AtomicFile.writeText(folder.resolve(STATE), json(state));
                });
    }

    void saveBest(TrainingState state, BundleWriter bundle) {
        AtomicFolder.write(best, folder -> bundle.write(folder, state.history()));
    }

    /**
     * Fills weights and moments with what was saved and tells where the run stood.
     *
     * @param weights that are learnt, by their names in the bundle
     * @param prefix of all names of learnt weights in the bundle; others there stay as they are
     * @throws InputException if the checkpoint is damaged, or made with other options or data
     */
    TrainingState resume(
            TrainingOptions options,
            String dataChecksum,
            Map<String, NDArray> weights,
            String prefix,
            AdamW optimizer) {
        Path file = last.resolve(STATE);
        TrainingState state;
        try {
            state = JSON.readValue(Files.readAllBytes(file), TrainingState.class);
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file
                            + ": not a checkpoint's state, "
                            + e.getOriginalMessage()
                            + "; resume from another folder or start anew",
                    e);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + ": " + e, e);
        }
        requireSame(file, "options", state.options(), options);
        requireSame(file, "dataset checksum", state.dataChecksum(), dataChecksum);
        fill(last.resolve(WEIGHTS), prefix, weights);
        fill(last.resolve(MOMENTS), "", optimizer.moments());
        optimizer.resume(state.optimizerSteps());
        return state;
    }

    private static void requireSame(Path file, String what, Object stored, Object given) {
        if (!stored.equals(given)) {
            throw new InputException(
                    file
                            + ": the run was started with "
                            + what
                            + " "
                            + stored
                            + ", not "
                            + given
                            + "; resume with the same, or start anew in another folder");
        }
    }

    private static void fill(Path file, String prefix, Map<String, NDArray> arrays) {
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            StoredTensors.copy(stored, prefix, arrays, "the network to resume");
        }
    }

    private static String json(TrainingState state) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(state) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a training state is plain data", e);
        }
    }
}
