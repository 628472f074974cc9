package org.captioner.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.InputException;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.EpochReport;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.feature.FeatureSource.Views;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.training.CaptionerTraining;
import org.captioner.pipeline.training.TrainingLog;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all commands that train share: data, the run's folder, features, threads, and the talk. */
final class TrainingRun {
    private static final int MOST_WARNINGS = 10;

    @Mixin private DataOptions data;
    @Mixin private BackendMixin backend;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description =
                    "The run's folder: checkpoints, the bundle 'best', training.jsonl, curves.")
    private Path output;

    @Option(names = "--resume", description = "Go on with the run in the output folder.")
    private boolean resume;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Where features are kept, for several runs; in the run's folder else.")
    private Path store;

    @Option(names = "--mirror", description = "Show each photo mirrored as well.")
    private boolean mirror;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Native threads of a step; as many as cores without this. The same number"
                            + " gives the same model.")
    private Integer threads;

    /** Makes a training ready, once data are read and the engine runs. */
    @FunctionalInterface
    interface Preparation {
        CaptionerTraining prepare(CaptionDataset dataset, ExtractionProgress progress);
    }

    Path output() {
        return output;
    }

    Path featureFolder() {
        return store == null ? output.resolve("features") : store;
    }

    Views views() {
        return mirror ? Views.PLAIN_AND_MIRRORED : Views.PLAIN;
    }

    int threads() {
        int chosen = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (chosen < 1) {
            throw new InputException("threads is " + chosen + "; it must be at least 1");
        }
        return chosen;
    }

    EncoderBackend backend() {
        return backend.forTraining();
    }

    /** Trains to the end, or until a person stops it, and tells how well the best epoch does. */
    void execute(Console console, Preparation preparation) {
        int nativeThreads = threads();
        CaptionDataset dataset = data.read(ImageCheck.EXISTENCE);
        TrainingLog log = openLog();
        // Before the back end is chosen: the engine keeps the threads it was started with.
        TensorEngine.start(nativeThreads);
        try (CaptionerTraining training =
                        encode(console, progress -> preparation.prepare(dataset, progress));
                TrainingConsole talk = new TrainingConsole(console, log, output)) {
            warn(console, training.failures());
            talk.train(training, "go on with the same command and --resume")
                    .ifPresent(epochs -> report(console, epochs, training.devSearch()));
        }
    }

    /** A run is never started over by mistake, nor resumed where there is nothing to resume. */
    private TrainingLog openLog() {
        Path file = output.resolve("training.jsonl");
        boolean started = Files.exists(output.resolve("last"));
        if (started && !resume) {
            throw new InputException(
                    output
                            + " holds a run already; say --resume to go on with it, or choose"
                            + " another --output");
        }
        if (resume && !started) {
            throw new InputException(
                    output + " holds no checkpoint to resume; leave --resume out to start");
        }
        return resume ? TrainingLog.resume(file) : TrainingLog.start(file);
    }

    private static CaptionerTraining encode(
            Console console, Function<ExtractionProgress, CaptionerTraining> preparation) {
        long start = System.nanoTime();
        CaptionerTraining training;
        int encoded;
        try (ProgressBar bar = console.progress("encoding", "photos", 0)) {
            EncodingProgress talk = new EncodingProgress(console, bar);
            training = preparation.apply(talk);
            encoded = talk.encoded();
        }
        if (encoded > 0) {
            double seconds = (System.nanoTime() - start) / 1e9;
            console.advance(
                    String.format(
                            Locale.ROOT,
                            "encoded %d photos in %.0f s, %.1f photos/s",
                            encoded,
                            seconds,
                            encoded / seconds));
        }
        return training;
    }

    private static void warn(Console console, List<PhotoFailure> failures) {
        failures.stream()
                .limit(MOST_WARNINGS)
                .forEach(failure -> console.warn("left out: " + failure.reason()));
        if (failures.size() > MOST_WARNINGS) {
            console.warn("and " + (failures.size() - MOST_WARNINGS) + " more photos left out");
        }
    }

    private void report(Console console, List<EpochReport> epochs, SearchOptions search) {
        Optional<EpochReport> best =
                epochs.stream().filter(EpochReport::bestSoFar).reduce((earlier, later) -> later);
        best.ifPresent(
                epoch -> {
                    console.advance(
                            String.format(
                                    Locale.ROOT,
                                    "best epoch %d of %d: dev CIDEr %.1f, %s",
                                    epoch.epoch(),
                                    epochs.size(),
                                    100 * epoch.devScores().get("CIDEr"),
                                    search.label()));
                    console.data().println(CaptionerTraining.best(output));
                });
    }
}
