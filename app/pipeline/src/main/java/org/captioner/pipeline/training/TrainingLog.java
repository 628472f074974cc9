package org.captioner.pipeline.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.captioner.dataset.AtomicFile;
import org.captioner.decoder.training.EpochReport;

/** A file with one JSON line an epoch. */
public final class TrainingLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final List<EpochReport> epochs = new ArrayList<>();

    /** A log without epochs; the file is written with the first. */
    public TrainingLog(Path file) {
        this.file = file;
    }

    /**
     * Starts over with the epochs of a checkpoint. The checkpoint is written before the log, so a
     * kill between the two leaves a log that lacks an epoch; this puts it back.
     */
    public void restore(List<EpochReport> done) {
        epochs.clear();
        epochs.addAll(done);
        if (!epochs.isEmpty()) {
            write();
        }
    }

    /** Writes one more epoch. */
    public void add(EpochReport report) {
        epochs.add(report);
        write();
    }

    private void write() {
        StringBuilder lines = new StringBuilder();
        try {
            for (EpochReport each : epochs) {
                lines.append(JSON.writeValueAsString(each)).append('\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is plain data", e);
        }
        AtomicFile.writeText(file, lines.toString());
    }

    /** All epochs, first to last. */
    public List<EpochReport> epochs() {
        return List.copyOf(epochs);
    }
}
