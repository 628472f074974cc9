package org.captioner.pipeline.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.captioner.decoder.training.EpochReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLogTest {
    @TempDir Path folder;

    /** The checkpoint is saved before the log: a kill in between leaves a log without its epoch. */
    @Test
    void aResumedRunPutsBackWhatTheLogLacks() throws IOException {
        Path file = folder.resolve("training.jsonl");
        TrainingLog killed = new TrainingLog(file);
        killed.add(epoch(1));

        TrainingLog resumed = new TrainingLog(file);
        resumed.restore(List.of(epoch(1), epoch(2)));
        resumed.add(epoch(3));

        assertEquals(List.of(epoch(1), epoch(2), epoch(3)), resumed.epochs());
        assertEquals(3, Files.readAllLines(file).size());
    }

    @Test
    void everyLineIsAnEpochAsJson() throws IOException {
        Path file = folder.resolve("training.jsonl");
        TrainingLog log = new TrainingLog(file);
        log.add(epoch(1));
        log.add(epoch(2));

        List<String> lines = Files.readAllLines(file);

        assertEquals(2, lines.size());
        assertTrue(lines.get(1).startsWith("{\"epoch\":2,\"trainLoss\":1.5,"), lines.get(1));
    }

    @Test
    void curvesAreDrawnFromTheFirstEpochOn() throws IOException {
        TrainingCurves.write(folder, List.of(epoch(1)));
        TrainingCurves.write(folder, List.of(epoch(1), epoch(2), epoch(3)));

        for (String name : List.of("loss.png", "scores.png")) {
            assertEquals(800, ImageIO.read(folder.resolve(name).toFile()).getWidth(), name);
        }
    }

    @Test
    void scoresStandInTheOrderTheyWereTakenIn() throws IOException {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (String name : List.of("BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "ROUGE-L", "CIDEr")) {
            scores.put(name, 0.5);
        }
        Path file = folder.resolve("training.jsonl");
        new TrainingLog(file)
                .add(new EpochReport(1, 3, 1e-3, scores, 2.5, true, 12000, 60, 240, 5));

        String line = Files.readAllLines(file).get(0);
        String order =
                "{\"BLEU-1\":0.5,\"BLEU-2\":0.5,\"BLEU-3\":0.5,\"BLEU-4\":0.5,"
                        + "\"ROUGE-L\":0.5,\"CIDEr\":0.5}";
        assertTrue(line.contains(order), line);
    }

    private static EpochReport epoch(int number) {
        return new EpochReport(
                number,
                3.0 / number,
                1e-3,
                Map.of("CIDEr", 0.4, "BLEU-4", 0.2),
                3.5,
                true,
                12000,
                60,
                240,
                5);
    }
}
