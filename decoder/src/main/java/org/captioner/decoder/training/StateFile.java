package org.captioner.decoder.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.captioner.dataset.InputException;
import org.captioner.decoder.integrity.CheckedJson;

/**
 * {@code training.json} of a checkpoint: the run's record, where it stands, and the checksums of
 * the files beside it.
 *
 * @param run as {@link RunRecord#json} made it
 * @param files SHA-256 by name
 */
record StateFile(ObjectNode run, TrainingState state, Map<String, String> files) {
    StateFile {
        // What a damaged file lacks.
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(files, "files");
    }

    static final int FORMAT_VERSION = 2;

    private static final long LARGEST = 64L << 20;
    private static final ObjectMapper JSON = CheckedJson.MAPPER;

    void write(Path file) {
        ObjectNode root = JSON.createObjectNode();
        root.put("formatVersion", FORMAT_VERSION);
        root.set("run", run);
        state.history().start().ifPresent(start -> root.set("start", tree(start)));
        root.put("epoch", state.epoch());
        root.put("step", state.step());
        root.put("optimizerSteps", state.optimizerSteps());
        root.put("lossSum", state.lossSum());
        root.put("words", state.words());
        root.put("captions", state.captions());
        root.put("seconds", state.seconds());
        root.put("cpuSeconds", state.cpuSeconds());
        root.set("epochs", tree(state.history().epochs()));
        root.set("files", tree(new TreeMap<>(files)));
        CheckedJson.write(file, root);
    }

    private static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InputException naming the file if it is damaged or of another format version
     */
    static StateFile read(Path file) {
        ObjectNode root = CheckedJson.read(file, LARGEST, "a checkpoint's state");
        int version = root.path("formatVersion").asInt(-1);
        if (version == 1) {
            throw new InputException(
                    file
                            + ": this checkpoint is from an older version, which did not record"
                            + " what the run is, so that a resume cannot be verified; start"
                            + " another run in another folder, or use the model in best as it is");
        }
        if (version != FORMAT_VERSION) {
            throw new InputException(
                    file
                            + ": checkpoint format version "
                            + root.path("formatVersion")
                            + " is unknown; this build reads version "
                            + FORMAT_VERSION);
        }
        CheckedJson.verify(file, root);
        try {
            Optional<DevResult> start =
                    root.has("start")
                            ? Optional.of(JSON.treeToValue(root.get("start"), DevResult.class))
                            : Optional.empty();
            List<EpochReport> epochs =
                    JSON.convertValue(root.get("epochs"), new TypeReference<>() {});
            TrainingState state =
                    new TrainingState(
                            new TrainingHistory(start, epochs),
                            root.get("epoch").asInt(),
                            root.get("step").asInt(),
                            root.get("optimizerSteps").asLong(),
                            root.get("lossSum").asDouble(),
                            root.get("words").asLong(),
                            root.get("captions").asInt(),
                            root.get("seconds").asDouble(),
                            root.get("cpuSeconds").asDouble());
            Map<String, String> files =
                    JSON.convertValue(root.get("files"), new TypeReference<>() {});
            return new StateFile((ObjectNode) root.get("run"), state, files);
        } catch (JsonProcessingException
                | IllegalArgumentException
                | ClassCastException
                | NullPointerException e) {
            throw new InputException(
                    file
                            + ": not a checkpoint's state, a member is missing or has a value that"
                            + " it cannot have; resume from another folder or start anew",
                    e);
        } catch (InputException e) {
            throw new InputException(
                    file + ": " + e.getMessage() + "; resume from another folder or start anew", e);
        }
    }
}
