package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Interruption;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.decoder.training.EpochReport;
import org.captioner.decoder.training.TrainingHistory;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.decoder.training.TrainingOutcome;
import org.captioner.pipeline.training.CaptionerTraining;
import org.captioner.pipeline.training.TrainingCurves;
import org.captioner.pipeline.training.TrainingLog;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Runs a training from the command line: progress on the console, the log and the curves in the
 * run's folder, and a checkpoint on Ctrl-C.
 */
final class TrainingConsole implements TrainingListener, AutoCloseable {
    private final Console console;
    private final TrainingLog log;
    private final Path folder;
    private @Nullable ProgressBar bar;
    private volatile boolean stopping;

    TrainingConsole(Console console, Path folder) {
        this.console = console;
        this.log = new TrainingLog(folder.resolve("training.jsonl"));
        this.folder = folder;
    }

    /**
     * Trains to the end, or until Ctrl-C or another signal ends the process.
     *
     * @param remedy how a person goes on after a stop
     * @return the whole run; empty if it was stopped before its end
     */
    Optional<TrainingHistory> train(CaptionerTraining training, String remedy) {
        try (Interruption interruption = Interruption.listen(() -> stop(training))) {
            TrainingOutcome outcome = training.train(this);
            close();
            switch (outcome.ending()) {
                case FINISHED -> {
                    if (interruption.requested()) {
                        console.warn(
                                "all epochs were done; the best model is in " + training.best());
                    }
                    warnIfNoneIsBetter(outcome.history());
                    return Optional.of(outcome.history());
                }
                case STOPPED -> console.warn("saved; " + remedy);
                case STOPPED_UNSAVED ->
                        console.warn(
                                "stopped before the first step, nothing was saved; run the same"
                                        + " command again");
            }
            return Optional.empty();
        }
    }

    private void stop(CaptionerTraining training) {
        stopping = true;
        console.warn("stopping after this step");
        training.requestStop();
    }

    private void warnIfNoneIsBetter(TrainingHistory history) {
        if (history.start().isPresent() && history.bestEpoch().isEmpty()) {
            console.warn(
                    "no epoch is better than the model that training started from, so best holds"
                            + " that model; a smaller --learning-rate may help");
        }
    }

    @Override
    public void started(TrainingHistory history) {
        log.restore(history.epochs());
        history.start().ifPresent(dev -> console.log("at the start: " + DevScores.text(dev)));
    }

    @Override
    public void stepped(Progress progress) {
        if (bar == null) {
            bar =
                    console.progress(
                            "epoch " + progress.epoch() + "/" + progress.epochs(),
                            "captions",
                            progress.captionsInEpoch());
            // This step's time has passed, and a resumed epoch's first steps took another process.
            bar.startAt(progress.captions());
        }
        bar.update(progress.captions(), String.format(Locale.ROOT, "loss %.3f", progress.loss()));
    }

    @Override
    public void epochEnded(EpochReport report) {
        close();
        log.add(report);
        drawCurves();
        console.log(
                String.format(
                        Locale.ROOT,
                        "epoch %d: loss %.3f, %s%s, %.0f captions/s",
                        report.epoch(),
                        report.trainLoss(),
                        DevScores.text(report.dev()),
                        report.bestSoFar() ? " (best so far)" : "",
                        report.captions() / report.trainSeconds()));
    }

    private void drawCurves() {
        try {
            TrainingCurves.write(folder, log.epochs());
        } catch (IllegalStateException e) {
            // While a process ends, Java refuses some services; the next epoch draws them anew.
            if (!stopping) {
                throw e;
            }
        }
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
