package org.captioner.pipeline.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.captioner.decoder.training.EpochReport;

/** One JSON line an epoch; a resumed run goes on with the lines that are there. */
public final class TrainingLog {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final SortedMap<Integer, EpochReport> epochs = new TreeMap<>();

    private TrainingLog(Path file) {
        this.file = file;
    }

    /** A log that starts anew. */
    public static TrainingLog start(Path file) {
        return new TrainingLog(file);
    }

    /**
     * A log that goes on, if the file is there.
     *
     * @throws InputException if a line is no epoch
     */
    public static TrainingLog resume(Path file) {
        TrainingLog log = new TrainingLog(file);
        if (!Files.exists(file)) {
            return log;
        }
        int number = 0;
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                EpochReport report = JSON.readValue(line, EpochReport.class);
                log.epochs.put(report.epoch(), report);
            }
        } catch (JsonProcessingException e) {
            throw new InputException(
                    file + " line " + number + ": not an epoch; remove the file and resume", e);
        } catch (IOException e) {
            throw new InputException("cannot read " + file + " (" + e + ")", e);
        }
        return log;
    }

    /** Writes an epoch, in place of one of the same number. */
    public void add(EpochReport report) {
        epochs.put(report.epoch(), report);
        StringBuilder lines = new StringBuilder();
        try {
            for (EpochReport each : epochs.values()) {
                lines.append(JSON.writeValueAsString(each)).append('\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report is plain data", e);
        }
        AtomicFile.writeText(file, lines.toString());
    }

    /** All epochs, first to last. */
    public List<EpochReport> epochs() {
        return new ArrayList<>(epochs.values());
    }
}
