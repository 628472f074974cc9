package org.captioner.cli.command;

import org.captioner.cli.terminal.Console;
import org.captioner.cli.terminal.ProgressBar;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.ImageCheck;
import org.captioner.decoder.training.EpochChoice;
import org.captioner.decoder.training.RunFolder;
import org.captioner.decoder.training.TrainingHistory;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.encoder.backend.EncoderBackend;
import org.captioner.encoder.feature.FeatureSource.Views;
import org.captioner.encoder.store.ExtractionProgress;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.training.CaptionerTraining;
import org.captioner.pipeline.training.EncoderPlan;
import org.captioner.pipeline.training.FrozenEncoder;
import org.captioner.pipeline.training.LeftOutPhotos;
import org.captioner.pipeline.training.TunedEncoder;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What all commands that train share: data, the run's folder, features, threads, messages. */
final class TrainingRun {
    private static final int MOST_WARNINGS = 10;

    /** Below so many training photos the command states what to expect. */
    private static final int SMALL_SET = 1000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin private DataOptions data;
    @Mixin private BackendMixin backend;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description =
                    "The run's folder: checkpoints, the bundle 'best', training.jsonl, curves, and"
                            + " recipe.txt, which repeats the run.")
    private Path output;

    @Option(names = "--resume", description = "Go on with the run in the output folder.")
    private boolean resume;

    @OptionSection(OptionSection.ENCODER)
    @Option(
            names = "--store",
            paramLabel = "DIR",
            description =
                    "Where features are kept, to be shared by runs; in the run's folder without"
                            + " this.")
    private @Nullable Path store;

    @OptionSection(OptionSection.ENCODER)
    @Option(names = "--mirror", description = "Show each photo mirrored as well.")
    private boolean mirror;

    /** Native threads of a step; another number gives another model. */
    @Mixin private ThreadsMixin threads;

    /** Makes a training ready, once the folder is open, data are read and the engine runs. */
    @FunctionalInterface
    interface Preparation {
        CaptionerTraining prepare(
                CaptionDataset dataset, RunFolder folder, ExtractionProgress progress);
    }

    Path featureFolder() {
        return store == null ? output.resolve("features") : store;
    }

    Views views() {
        return mirror ? Views.PLAIN_AND_MIRRORED : Views.PLAIN;
    }

    /** The options given that only serve an encoder whose features are computed once. */
    List<String> frozenOnly() {
        List<String> given = new ArrayList<>();
        if (mirror) {
            given.add("--mirror");
        }
        if (store != null) {
            given.add("--store");
        }
        if (backend.isNamed()) {
            given.add("--backend");
        }
        return given;
    }

    int threads() {
        return threads.count();
    }

    EncoderBackend backend() {
        return backend.forTraining();
    }

    /**
     * The encoder of a model to go on with: tuned, or frozen.
     *
     * @param share of the decoder's learning rate that a tuned encoder has
     */
    EncoderPlan encoderOf(Path model, TuneMixin tune, TrainingOptions options, double share) {
        return tune.wanted(frozenOnly())
                ? TunedEncoder.ofBundle(
                        model, tune.tuning(options, share), tune.augmentation(), threads())
                : FrozenEncoder.ofBundle(model, backend(), views(), featureFolder(), threads());
    }

    /** Trains to the end, or until a person stops it, and reports how well the best model does. */
    void execute(Console console, Preparation preparation) {
        int nativeThreads = threads();
        if (resume && !Files.isDirectory(output)) {
            throw nothingToResume();
        }
        CaptionDataset dataset = data.read(ImageCheck.TRAINING);
        try (RunFolder folder = RunFolder.open(output)) {
            requireIntended(folder);
            // The engine keeps the threads it was started with.
            TensorEngine.start(nativeThreads);
            try (CaptionerTraining training =
                            encode(
                                    console,
                                    progress -> preparation.prepare(dataset, folder, progress));
                    TrainingConsole progress = new TrainingConsole(console, output)) {
                new Recipe(command, training, dataset, data.splitSeed()).write(output);
                warn(console, training.leftOut());
                warnOfSmallData(console, training);
                progress.train(training, "to go on, run the same command with --resume")
                        .ifPresent(history -> report(console, history, training));
            }
        }
    }

    /** A run is never started over by mistake, nor resumed where there is nothing to resume. */
    private void requireIntended(RunFolder folder) {
        if (folder.isResumable() && !resume) {
            throw new InputException(
                    output
                            + " holds a run already; add --resume to go on with it, or choose"
                            + " another --output");
        }
        if (resume && !folder.isResumable()) {
            throw nothingToResume();
        }
    }

    private InputException nothingToResume() {
        return new InputException(
                output + " holds no checkpoint to resume; leave --resume out to start");
    }

    private static void warnOfSmallData(Console console, CaptionerTraining training) {
        int train = training.images(Split.TRAIN);
        int dev = training.images(Split.DEV);
        if (train < SMALL_SET) {
            console.log(
                    "only "
                            + train
                            + " training photos: expect captions made of common phrases of the"
                            + " training captions; captions that fit new photos take thousands of"
                            + " photos");
        }
        if (dev < EpochChoice.FEWEST_IMAGES) {
            console.warn(
                    dev
                            + (dev == 1 ? " dev photo is" : " dev photos are")
                            + " too few for CIDEr, which is 0 for a single photo; the best epoch is"
                            + " chosen by dev "
                            + training.choice());
        }
    }

    private static CaptionerTraining encode(
            Console console, Function<ExtractionProgress, CaptionerTraining> preparation) {
        long start = System.nanoTime();
        CaptionerTraining training;
        int encoded;
        try (ProgressBar bar = console.progress("preparing", "photos", 0)) {
            EncodingProgress progress = new EncodingProgress(console, bar);
            training = preparation.apply(progress);
            encoded = progress.encoded();
        }
        if (encoded > 0) {
            double seconds = (System.nanoTime() - start) / 1e9;
            console.log(
                    String.format(
                            Locale.ROOT,
                            "prepared %d photos in %.0f s, %.1f photos/s",
                            encoded,
                            seconds,
                            encoded / seconds));
        }
        return training;
    }

    private static void warn(Console console, LeftOutPhotos photos) {
        List<String> reasons = new ArrayList<>();
        photos.missing().forEach(image -> reasons.add(image.file() + " does not exist"));
        photos.damaged().forEach(each -> reasons.add(each.reason()));
        reasons.stream()
                .limit(MOST_WARNINGS)
                .forEach(reason -> console.warn("left out: " + reason));
        photos.summary().ifPresent(console::warn);
    }

    private static void report(
            Console console, TrainingHistory history, CaptionerTraining training) {
        history.bestEpoch()
                .ifPresent(
                        epoch ->
                                console.log(
                                        "best epoch "
                                                + epoch.epoch()
                                                + " of "
                                                + history.epochs().size()
                                                + ", by dev "
                                                + training.choice()
                                                + ": "
                                                + DevScores.text(epoch.dev())
                                                + ", "
                                                + training.devSearch().label()));
        console.data().println(training.best());
    }
}
