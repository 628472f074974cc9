package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.Interruption;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.decoder.training.DevScorer;
import org.captioner.decoder.training.EpochReport;
import org.captioner.decoder.training.TrainingListener;
import org.captioner.pipeline.training.CaptionerTraining;
import org.captioner.pipeline.training.TrainingCurves;
import org.captioner.pipeline.training.TrainingLog;

/**
 * Trains in conversation: tells a person, the log and the curves how it goes, and turns Ctrl-C into
 * a checkpoint.
 */
final class TrainingConsole implements TrainingListener, AutoCloseable {
    private final Console console;
    private final TrainingLog log;
    private final Path folder;
    private ProgressBar bar;
    private OptionalDouble start = OptionalDouble.empty();

    TrainingConsole(Console console, TrainingLog log, Path folder) {
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
                warnIfNoneIsBetter(epochs);
                return Optional.of(epochs);
            }
            console.warn("saved; " + remedy);
            return Optional.empty();
        }
    }

    private void warnIfNoneIsBetter(List<EpochReport> epochs) {
        start.ifPresent(
                before -> {
                    if (epochs.stream()
                            .allMatch(each -> each.devScores().get(DevScorer.DECIDING) <= before)) {
                        console.warn(
                                "no epoch is better than the model it started from: keep that one,"
                                        + " or try a smaller --learning-rate");
                    }
                });
    }

    @Override
    public void started(Map<String, Double> devScores) {
        console.log("at the start: " + dev(devScores));
        start = OptionalDouble.of(devScores.get(DevScorer.DECIDING));
    }

    private static String dev(Map<String, Double> scores) {
        return String.format(
                Locale.ROOT,
                "dev BLEU-4 %.1f, CIDEr %.1f",
                100 * scores.get("BLEU-4"),
                100 * scores.get("CIDEr"));
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
        console.log(
                String.format(
                        Locale.ROOT,
                        "epoch %d: loss %.3f, %s%s, %.0f captions/s",
                        report.epoch(),
                        report.trainLoss(),
                        dev(report.devScores()),
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
