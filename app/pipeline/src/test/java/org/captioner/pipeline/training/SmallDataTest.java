package org.captioner.pipeline.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.captioner.dataset.CaptionDataset;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.training.EpochReport;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.TrainingHistory;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's own small set, trained with the defaults from dataset to bundle. */
class SmallDataTest {
    @TempDir Path folder;

    @Test
    void thirtyPhotosWithACaptionEachEndInTheModelOfTheLowestDevLoss() {
        TrainingHistory history = train(DrawnPhotos.dataset(folder.resolve("data"), 30, 1), "loss");
        EpochReport lowest =
                history.epochs().stream()
                        .min(Comparator.comparing(EpochReport::devLoss))
                        .orElseThrow();
        requireBetterThanTheFirst(history, lowest);
    }

    @Test
    void threeHundredPhotosWithFiveCaptionsEndInTheModelOfTheHighestDevCider() {
        TrainingHistory history =
                train(DrawnPhotos.dataset(folder.resolve("data"), 300, 5), "cider");
        Comparator<EpochReport> byCider =
                Comparator.comparing(epoch -> epoch.devScores().get("CIDEr"));
        EpochReport highest =
                history.epochs().stream()
                        .max(byCider.thenComparing(EpochReport::devLoss, Comparator.reverseOrder()))
                        .orElseThrow();
        requireBetterThanTheFirst(history, highest);
        double first = history.epochs().get(0).devScores().get("CIDEr");
        double best = highest.devScores().get("CIDEr");
        assertTrue(best > first + 0.2, first + " to " + best);
    }

    private TrainingHistory train(CaptionDataset dataset, String choice) {
        TensorEngine.start(1);
        try (RunFolder run = RunFolder.open(folder.resolve("run"));
                CaptionerTraining training =
                        CaptionerTraining.prepare(
                                DrawnPhotos.request(
                                        dataset, DrawnPhotos.defaults(dataset).build(), run),
                                (done, total) -> {})) {
            assertEquals(choice, training.choice().toString());
            return training.train(new TrainingListener() {}).history();
        }
    }

    /** The best epoch is the best one, later than the first, and the one that the bundle holds. */
    private void requireBetterThanTheFirst(TrainingHistory history, EpochReport best) {
        List<EpochReport> epochs = history.epochs();
        assertEquals(best, history.bestEpoch().orElseThrow());
        assertTrue(best.epoch() > 3, () -> "best epoch " + best.epoch());
        double first = epochs.get(0).devLoss();
        assertTrue(best.devLoss() < 0.8 * first, () -> first + " to " + best.devLoss());
        assertEquals(
                best.devScores(),
                ModelBundle.readManifest(RunFolder.best(folder.resolve("run"))).scores());
    }
}
