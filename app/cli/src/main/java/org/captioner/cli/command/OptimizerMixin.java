package org.captioner.cli.command;

import java.util.List;
import java.util.Locale;
import org.captioner.dataset.InputException;
import org.captioner.dataset.NearestNames;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.training.TrainingOptions;
import picocli.CommandLine.Option;

/** The options of every kind of training. */
@OptionSection(OptionSection.RECIPE)
final class OptimizerMixin {
    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Photos in a step (${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--clip",
            paramLabel = "X",
            defaultValue = "1",
            description = "Norm that larger gradients are scaled down to (${DEFAULT-VALUE}).")
    private double clipNorm;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--precision",
            paramLabel = "KIND",
            defaultValue = "float32",
            description =
                    "Number format of large matrix products in training: float32, or bfloat16,"
                            + " which is faster where the processor has instructions for it"
                            + " (${DEFAULT-VALUE}).")
    private String precision;

    @Option(
            names = "--choose-by",
            paramLabel = "SCORES",
            defaultValue = "auto",
            description =
                    "What chooses the best epoch on dev: a score, a weighted sum such as"
                            + " cider+0.5*bleu-4, or loss; auto is cider, or loss where dev has"
                            + " fewer than 20 photos; of equal scores the lower loss decides"
                            + " (${DEFAULT-VALUE}).")
    private String chooseBy;

    @Option(
            names = "--weight-average",
            paramLabel = "X",
            defaultValue = "0",
            description =
                    "Decay of a moving average of weights, such as 0.999, that dev is scored with"
                            + " and the model is made of; 0 takes the weights as they are"
                            + " (${DEFAULT-VALUE}).")
    private double weightAverage;

    /** Images of a step. */
    int batch() {
        return batch;
    }

    /** Options that only lack the objective and its recipe. */
    TrainingOptions.Builder options() {
        return TrainingOptions.builder()
                .imagesPerBatch(batch)
                .chooseBy(chooseBy)
                .clipNorm(clipNorm)
                .seed(seed)
                .weightAverage(weightAverage)
                .precision(precision());
    }

    private Precision precision() {
        return switch (precision.toLowerCase(Locale.ROOT)) {
            case "float32" -> Precision.FLOAT32;
            case "bfloat16" -> Precision.BFLOAT16;
            default ->
                    throw new InputException(
                            "unknown precision '"
                                    + precision
                                    + "'; use float32 or bfloat16"
                                    + NearestNames.suggestion(
                                            precision, List.of("float32", "bfloat16")));
        };
    }
}
