package org.captioner.app.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.captioner.app.terminal.Console;
import org.captioner.app.terminal.ProgressBar;
import org.captioner.app.training.TrainingLog;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.InputException;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.decoder.CaptionerTraining;
import org.captioner.decoder.PretrainedEncoder;
import org.captioner.decoder.TrainingRequest;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.training.EpochReport;
import org.captioner.decoder.training.GridSource.Views;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.store.ExtractionReport.PhotoFailure;
import org.captioner.encoder.tensor.TensorEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code captioner train}: a model bundle from a dataset and a pretrained encoder. */
@Command(
        name = "train",
        description = {
            "Trains a captioner on features of a pretrained ResNet and keeps its best epoch.",
            "Features are computed once and kept. Ctrl-C saves a checkpoint; --resume goes on."
        },
        footer = {
            "",
            "Examples:",
            "  captioner train --data Flickr8k --weights resnet50.safetensors --output run",
            "  captioner train --data Flickr8k --weights resnet50.safetensors --output run"
                    + " --resume",
            "  captioner train --data Flickr8k --weights resnet50.safetensors --output run-t"
                    + " --decoder transformer --mirror"
        })
final class TrainCommand implements Runnable {
    private static final int MOST_WARNINGS = 10;

    private final Console console;

    @Mixin private DataOptions data;
    @Mixin private EncoderMixin encoder;
    @Mixin private BackendMixin backend;
    @Mixin private DecoderMixin decoder;
    @Mixin private RecipeMixin recipe;

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
            names = "--min-count",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often a word must occur to be learnt (${DEFAULT-VALUE}).")
    private int minimumCount;

    @Option(
            names = "--max-length",
            paramLabel = "WORDS",
            defaultValue = "20",
            description = "The longest sentence (${DEFAULT-VALUE}).")
    private int maximumLength;

    @Option(
            names = "--beam",
            paramLabel = "N",
            defaultValue = "3",
            description = "Beam size that the model captions with by default (${DEFAULT-VALUE}).")
    private int beams;

    @Option(
            names = "--length-normalization",
            paramLabel = "X",
            defaultValue = "0.7",
            description = "And its power of the length (${DEFAULT-VALUE}).")
    private double lengthNormalization;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Native threads of a step; as many as cores without this. The same number"
                            + " gives the same model.")
    private Integer threads;

    TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (cores < 1) {
            throw new InputException("threads is " + cores + "; it must be at least 1");
        }
        CaptionDataset dataset = data.read(ImageCheck.EXISTENCE);
        TrainingLog log = openLog();
        // Before the back end is chosen: the engine keeps the threads it was started with.
        TensorEngine.start(cores);
        TrainingRequest request = request(dataset, cores);
        try (CaptionerTraining training = prepare(request)) {
            warn(training.failures());
            train(training, log).ifPresent(this::report);
        }
    }

    private EncoderBackend backend() {
        EncoderBackend chosen = backend.chosen();
        if (chosen == EncoderBackend.FUSED_INT8) {
            throw new InputException(
                    "--backend "
                            + chosen
                            + " needs a calibrated model, which there is not yet; train with"
                            + " another, then run captioner calibrate");
        }
        return chosen;
    }

    private TrainingRequest request(CaptionDataset dataset, int workers) {
        return new TrainingRequest(
                dataset,
                new PretrainedEncoder(
                        encoder.weights(),
                        encoder.options(),
                        backend(),
                        mirror ? Views.PLAIN_AND_MIRRORED : Views.PLAIN,
                        store == null ? output.resolve("features") : store,
                        workers),
                decoder.options(),
                minimumCount,
                recipe.options(decoder),
                new SearchOptions(beams, lengthNormalization, maximumLength),
                output);
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

    private CaptionerTraining prepare(TrainingRequest request) {
        AtomicInteger encoded = new AtomicInteger();
        long start = System.nanoTime();
        CaptionerTraining training;
        try (ProgressBar bar = console.progress("encoding", "photos", 0)) {
            training =
                    CaptionerTraining.prepare(
                            request,
                            (done, total) -> {
                                encoded.incrementAndGet();
                                bar.updateOf(done, total);
                            });
        }
        if (encoded.get() > 0) {
            double seconds = (System.nanoTime() - start) / 1e9;
            console.say(
                    String.format(
                            Locale.ROOT,
                            "encoded %d photos in %.0f s, %.1f photos/s",
                            encoded.get(),
                            seconds,
                            encoded.get() / seconds));
        }
        return training;
    }

    private void warn(List<PhotoFailure> failures) {
        failures.stream()
                .limit(MOST_WARNINGS)
                .forEach(failure -> console.warn("left out: " + failure.reason()));
        if (failures.size() > MOST_WARNINGS) {
            console.warn("and " + (failures.size() - MOST_WARNINGS) + " more photos left out");
        }
    }

    private Optional<List<EpochReport>> train(CaptionerTraining training, TrainingLog log) {
        try (EpochTalk talk = new EpochTalk(console, log, output)) {
            return talk.train(training, "go on with the same command and --resume");
        }
    }

    private void report(List<EpochReport> epochs) {
        epochs.stream()
                .filter(EpochReport::bestSoFar)
                .reduce((earlier, later) -> later)
                .ifPresent(
                        best -> {
                            console.say(
                                    String.format(
                                            Locale.ROOT,
                                            "best epoch %d of %d: dev CIDEr %.1f, greedy",
                                            best.epoch(),
                                            epochs.size(),
                                            100 * best.devScores().get("CIDEr")));
                            console.data().println(CaptionerTraining.best(output));
                        });
    }
}
