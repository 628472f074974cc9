package org.captioner.encoder.classify;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.encoder.tensor.SafetensorsFile;
import org.captioner.encoder.tensor.SafetensorsWriter;
import org.captioner.encoder.tensor.StoredTensors;
import org.captioner.encoder.tensor.TensorType;

/**
 * What a classifier's training resumes from: a safetensors file of weights, moments and counters.
 *
 * @param epochs that are done
 * @param steps of the optimiser that are done
 */
record ClassifierCheckpoint(int epochs, long steps) {
    private static final String WEIGHT = "weight.";
    private static final String RUN = "run";
    private static final String EPOCHS = "epochs";
    private static final String STEPS = "steps";

    /**
     * Writes a checkpoint, whole or not at all.
     *
     * @param run what must be equal for the training to resume
     */
    void write(Path file, String run, Map<String, NDArray> weights, Map<String, NDArray> moments) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(RUN, run);
        metadata.put(EPOCHS, Integer.toString(epochs));
        metadata.put(STEPS, Long.toString(steps));
        SafetensorsWriter.write(file, all(weights, moments), TensorType.F32, metadata);
    }

    /**
     * Reads a checkpoint into weights and moments.
     *
     * @throws InputException if it is damaged or another run's; nothing has been changed then
     */
    static ClassifierCheckpoint read(
            Path file, String run, Map<String, NDArray> weights, Map<String, NDArray> moments) {
        try (SafetensorsFile stored = SafetensorsFile.open(file)) {
            String found = stored.metadata().get(RUN);
            if (!run.equals(found)) {
                throw new InputException(
                        file
                                + ": was made with other photos or options ("
                                + found
                                + ", now "
                                + run
                                + "); repeat the command as it was, or delete the file");
            }
            int epochs = Integer.parseInt(stored.metadata().getOrDefault(EPOCHS, ""));
            long steps = Long.parseLong(stored.metadata().getOrDefault(STEPS, ""));
            StoredTensors.copy(stored, "", all(weights, moments), "this training");
            return new ClassifierCheckpoint(epochs, steps);
        } catch (NumberFormatException e) {
            throw new InputException(file + ": lacks its counters; delete it and start anew", e);
        }
    }

    private static Map<String, NDArray> all(
            Map<String, NDArray> weights, Map<String, NDArray> moments) {
        Map<String, NDArray> all = new LinkedHashMap<>(moments);
        weights.forEach((name, array) -> all.put(WEIGHT + name, array));
        return all;
    }
}
