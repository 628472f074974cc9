package org.captioner.cli.command;

import java.nio.file.Path;
import org.captioner.cli.terminal.Console;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.decoder.training.Objective;
import org.captioner.decoder.training.TrainingOptions;
import org.captioner.pipeline.training.CaptionerTraining;
import org.captioner.pipeline.training.RefinementRequest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code captioner refine}: a better model bundle from a trained one. */
@Command(
        name = "refine",
        description = {
            "Refines a trained captioner: samples several captions per photo and reinforces those"
                    + " with above-average CIDEr (self-critical training).",
            "Run it after train, on the same data; about an epoch is enough, and more makes"
                    + " captions less varied. If no epoch is better than the model it started"
                    + " from, that model stays the best. Ctrl-C saves a checkpoint; --resume goes"
                    + " on."
        },
        footer = {
            "",
            "Examples:",
            "  captioner refine --model run/best --data Flickr8k --store features --output refined",
            "  captioner evaluate --model refined/best --data Flickr8k --split dev --beam 3",
            "  captioner refine @refined/recipe.txt --output again",
            "",
            "@FILE stands for arguments that FILE holds. Each run writes those that repeat it into"
                    + " recipe.txt",
            "in its folder."
        })
final class RefineCommand implements Runnable {
    private static final double ENCODER_RATE_SHARE = 0.2;

    private final Console console;

    @Mixin private TrainingRun run;

    @Mixin private ModelOption model;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "1",
            description = "Epochs (${DEFAULT-VALUE}).")
    private int epochs;

    @OptionSection(OptionSection.RECIPE)
    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "5",
            description = "Captions sampled for each photo and compared (${DEFAULT-VALUE}).")
    private int samples;

    @OptionSection(OptionSection.RECIPE)
    @Option(
            names = "--temperature",
            paramLabel = "X",
            defaultValue = "0.5",
            description =
                    "What logits are divided by in sampling and in the loss; label smoothing leaves"
                            + " them too flat to sample from at 1 (${DEFAULT-VALUE}).")
    private double temperature;

    private final LearningRateOption learningRate =
            new LearningRateOption(
                    DecoderKind.LearningRates::refinement,
                    " Too high a rate lowers the scores of beam search first.");

    @OptionSection(OptionSection.RECIPE)
    @Option(
            names = "--warm-up",
            paramLabel = "STEPS",
            defaultValue = "20",
            description = "Steps over which the rate rises from 0 (${DEFAULT-VALUE}).")
    private int warmUpSteps;

    @OptionSection(OptionSection.RECIPE)
    @Option(
            names = "--reward",
            paramLabel = "SCORES",
            defaultValue = "cider",
            description =
                    "What sampled captions are rewarded by: a score, or a weighted sum such as"
                            + " cider+0.5*bleu-4 (${DEFAULT-VALUE}).")
    private String reward;

    @Mixin private OptimizerMixin step;
    @Mixin private TuneMixin tune;

    private RefineCommand(Console console) {
        this.console = console;
    }

    /** The command with the options that depend on the registered decoders. */
    static CommandLine line(Console console) {
        RefineCommand command = new RefineCommand(console);
        CommandLine line = new CommandLine(command);
        command.learningRate.addTo(line.getCommandSpec());
        return line;
    }

    @Override
    public void run() {
        Path bundle = model.model();
        TrainingOptions options = options(bundle);
        run.execute(
                console,
                (dataset, folder, progress) ->
                        CaptionerTraining.refine(
                                new RefinementRequest(
                                        dataset,
                                        dataset,
                                        bundle,
                                        run.encoderOf(bundle, tune, options, ENCODER_RATE_SHARE),
                                        options,
                                        folder),
                                progress));
    }

    private TrainingOptions options(Path bundle) {
        DecoderKind decoder = DecoderRegistry.of(ModelBundle.readManifest(bundle).decoder());
        return step.options()
                .objective(Objective.SELF_CRITICAL)
                .reward(reward)
                .epochs(epochs)
                .captionsPerImage(samples)
                .learningRate(learningRate.value(decoder))
                .warmUpSteps(warmUpSteps)
                .weightDecay(0)
                .labelSmoothing(0)
                .temperature(temperature)
                .patience(epochs)
                .build();
    }
}
