package org.captioner.app.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.captioner.app.terminal.Console;
import org.captioner.app.terminal.Interruption;
import org.captioner.app.terminal.ProgressBar;
import org.captioner.app.training.TrainingCurves;
import org.captioner.app.training.TrainingLog;
import org.captioner.decoder.CaptionerTraining;
import org.captioner.decoder.training.EpochReport;
import org.captioner.decoder.training.TrainingListener;

/**
 * Trains in conversation: tells a person, the log and the curves how it goes, and turns Ctrl-C into
 * a checkpoint.
 */
final class EpochTalk implements TrainingListener, AutoCloseable {
    private final Console console;
    private final TrainingLog log;
    private final Path folder;
    private ProgressBar bar;

    EpochTalk(Console console, TrainingLog log, Path folder) {
        this.console = console;
        this.log = log;
        this.folder = folder;
    }

    /**
     * Trains to the end, or until the process is told to stop.
     *
     * @param remedy how a person goes on after a stop
     * @return the epochs done, those before a resume too; empty if the process was told to stop
     */
    Optional<List<EpochReport>> train(CaptionerTraining training, String remedy) {
        try (Interruption interruption =
                Interruption.listen(
                        () -> {
                            console.warn("stopping: saving a checkpoint after this step");
                            training.requestStop();
                        })) {
            List<EpochReport> epochs = training.train(this);
            close();
            if (!interruption.requested()) {
                return Optional.of(epochs);
            }
            console.warn("saved; " + remedy);
            return Optional.empty();
        }
    }

    @Override
    public void stepped(Progress progress) {
        if (bar == null) {
            bar =
                    console.progress(
                            "epoch " + progress.epoch() + "/" + progress.epochs(),
                            "captions",
                            progress.captionsInEpoch());
        }
        bar.update(progress.captions(), String.format(Locale.ROOT, "loss %.3f", progress.loss()));
    }

    @Override
    public void epochEnded(EpochReport report) {
        close();
        log.add(report);
        TrainingCurves.write(folder, log.epochs());
        console.say(
                String.format(
                        Locale.ROOT,
                        "epoch %d: loss %.3f, dev BLEU-4 %.1f, CIDEr %.1f%s, %.0f captions/s",
                        report.epoch(),
                        report.trainLoss(),
                        100 * report.devScores().get("BLEU-4"),
                        100 * report.devScores().get("CIDEr"),
                        report.bestSoFar() ? " (best so far)" : "",
                        report.captions() / report.trainSeconds()));
    }

    /** Takes the bar away; the next step starts another. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
