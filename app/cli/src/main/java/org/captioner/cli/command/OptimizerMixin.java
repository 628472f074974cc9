package org.captioner.cli.command;

import java.util.Locale;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.training.TrainingOptions;
import picocli.CommandLine.Option;

/** The options that say how a step of any training learns. */
final class OptimizerMixin {
    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "32",
            description = "Images a step learns from (${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--clip",
            paramLabel = "X",
            defaultValue = "1",
            description = "The largest norm of a gradient (${DEFAULT-VALUE}).")
    private double clipNorm;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of everything random (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--precision",
            paramLabel = "KIND",
            defaultValue = "float32",
            description =
                    "Of large matrix products while training: float32, or bfloat16, which is"
                            + " faster where the processor has instructions for it"
                            + " (${DEFAULT-VALUE}).")
    private String precision;

    /** Options that only lack what a training aims at. */
    TrainingOptions.Builder options() {
        return TrainingOptions.builder()
                .imagesPerBatch(batch)
                .clipNorm(clipNorm)
                .seed(seed)
                .precision(precision());
    }

    private Precision precision() {
        return switch (precision.toLowerCase(Locale.ROOT)) {
            case "float32" -> Precision.FLOAT32;
            case "bfloat16" -> Precision.BFLOAT16;
            default ->
                    throw new InputException(
                            "unknown precision '" + precision + "'; use float32 or bfloat16");
        };
    }
}
