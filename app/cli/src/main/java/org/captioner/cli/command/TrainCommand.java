package org.captioner.cli.command;

import java.nio.file.Path;
import org.captioner.cli.terminal.Console;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.Split;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.search.DefectPolicy;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.search.SearchRules;
import org.captioner.decoder.training.ScheduleDefaults;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.pipeline.training.CaptionerTraining;
import org.captioner.pipeline.training.EncoderPlan;
import org.captioner.pipeline.training.ExtraCaptions;
import org.captioner.pipeline.training.FrozenEncoder;
import org.captioner.pipeline.training.RefinementRequest;
import org.captioner.pipeline.training.TrainingRequest;
import org.captioner.pipeline.training.TunedEncoder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
            "  captioner train --data Flickr8k --weights resnet50.safetensors --output run-t \\",
            "      --decoder transformer --mirror",
            "  captioner train --data Flickr8k --model run/best --output tuned --tune"
                    + " layer3,layer4",
            "  captioner train @run/recipe.txt --output again",
            "",
            "@FILE stands for arguments that FILE holds. Each run writes those that repeat it into"
                    + " recipe.txt",
            "in its folder."
        })
final class TrainCommand implements Runnable {
    private static final double ENCODER_RATE_SHARE = 0.25;
    private static final String MODEL = "Vocabulary and default search";

    private final Console console;

    @Spec private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private TrainingStart start;

    @Mixin private TrainingRun run;
    @Mixin private EncoderMixin encoder;
    @Mixin private TuneMixin tune;
    @Mixin private TrainingMixin recipe;

    private final DecoderChoice decoder = new DecoderChoice();

    @OptionSection(OptionSection.DATASET)
    @Option(
            names = "--extra-captions",
            paramLabel = "FILE",
            description =
                    "More captions of training photos, such as those of other models, in any form"
                            + " that score reads; they take turns with the dataset's.")
    private @Nullable Path extraCaptions;

    @OptionSection(MODEL)
    @Option(
            names = "--min-count",
            paramLabel = "N",
            description =
                    "How often a word must occur to enter the vocabulary; 5, down to 1 on less than"
                            + " 4,000 captions.")
    private @Nullable Integer minimumCount;

    @OptionSection(MODEL)
    @Option(
            names = "--max-length",
            paramLabel = "WORDS",
            defaultValue = "20",
            description = "The longest sentence to learn and to write (${DEFAULT-VALUE}).")
    private int maximumLength;

    @OptionSection(MODEL)
    @Option(
            names = "--beam",
            paramLabel = "N",
            defaultValue = "3",
            description = "Beam size that the model captions with by default (${DEFAULT-VALUE}).")
    private int beams;

    @OptionSection(MODEL)
    @Option(
            names = "--length-normalization",
            paramLabel = "X",
            defaultValue = "0.7",
            description =
                    "Power of the length that log probabilities are divided by in that search"
                            + " (${DEFAULT-VALUE}).")
    private double lengthNormalization;

    @OptionSection(MODEL)
    @Option(
            names = "--defects",
            paramLabel = "POLICY",
            defaultValue = "avoid",
            description =
                    "Whether it may caption by default with repetitions and sentences that break"
                            + " off: allow or avoid (${DEFAULT-VALUE}).")
    private DefectPolicy defects;

    private TrainCommand(Console console) {
        this.console = console;
    }

    /** The command with the options that depend on the registered decoders. */
    static CommandLine line(Console console) {
        TrainCommand command = new TrainCommand(console);
        CommandLine line = new CommandLine(command);
        command.decoder.addTo(line.getCommandSpec());
        command.recipe.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public void run() {
        // Before any work: a mistake in these options is reported at once.
        start.requireApplicable(spec, decoder.flags());
        run.execute(console, start.model().map(this::continuing).orElseGet(this::fresh));
    }

    private TrainingRun.Preparation fresh() {
        DecoderOptions sizes = decoder.options();
        Path weights = start.weights().orElseThrow();
        return (dataset, folder, progress) -> {
            TrainingOptions options = recipe.options(decoder.kind(), dataset);
            return CaptionerTraining.prepare(
                    new TrainingRequest(
                            dataset,
                            examples(dataset),
                            encoderOf(weights, options),
                            sizes,
                            minimumCount(dataset),
                            options,
                            search(),
                            folder),
                    progress);
        };
    }

    private TrainingRun.Preparation continuing(Path model) {
        DecoderKind kind = DecoderRegistry.of(ModelBundle.readManifest(model).decoder());
        return (dataset, folder, progress) -> {
            TrainingOptions options = recipe.options(kind, dataset);
            return CaptionerTraining.refine(
                    new RefinementRequest(
                            dataset,
                            examples(dataset),
                            model,
                            run.encoderOf(model, tune, options, ENCODER_RATE_SHARE),
                            options,
                            folder),
                    progress);
        };
    }

    private CaptionDataset examples(CaptionDataset dataset) {
        if (extraCaptions == null) {
            return dataset;
        }
        ExtraCaptions extra = ExtraCaptions.read(dataset, extraCaptions);
        console.log(
                Counted.count(extra.added(), "extra caption")
                        + " of training photos"
                        + (extra.ofOtherSplits() == 0
                                ? ""
                                : "; left out those of photos of other splits, "
                                        + extra.ofOtherSplits()));
        return extra.dataset();
    }

    private SearchOptions search() {
        return new SearchOptions(beams, lengthNormalization, maximumLength)
                .withRules(SearchRules.NONE.withDefects(defects));
    }

    private int minimumCount(CaptionDataset dataset) {
        return minimumCount == null
                ? ScheduleDefaults.minimumCount(
                        dataset.split(Split.TRAIN).stream()
                                .mapToLong(image -> image.captions().size())
                                .sum())
                : minimumCount;
    }

    private EncoderPlan encoderOf(Path weights, TrainingOptions options) {
        if (tune.wanted(run.frozenOnly())) {
            return TunedEncoder.ofFile(
                    weights,
                    encoder.options(),
                    tune.tuning(options, ENCODER_RATE_SHARE),
                    tune.augmentation(),
                    run.threads());
        }
        return FrozenEncoder.ofFile(
                weights,
                encoder.options(),
                run.backend(),
                run.views(),
                run.featureFolder(),
                run.threads());
    }
}
