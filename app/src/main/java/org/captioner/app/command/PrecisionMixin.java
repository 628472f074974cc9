package org.captioner.app.command;

import java.util.Locale;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.Precision;
import picocli.CommandLine.Option;

/** The option that says how exactly training multiplies. */
final class PrecisionMixin {
    @Option(
            names = "--precision",
            paramLabel = "KIND",
            defaultValue = "float32",
            description =
                    "Of large matrix products while training: float32, or bfloat16, which is"
                            + " faster where the processor has instructions for it"
                            + " (${DEFAULT-VALUE}).")
    private String precision;

    Precision chosen() {
        return switch (precision.toLowerCase(Locale.ROOT)) {
            case "float32" -> Precision.FLOAT32;
            case "bfloat16" -> Precision.BFLOAT16;
            default ->
                    throw new InputException(
                            "unknown precision '" + precision + "'; use float32 or bfloat16");
        };
    }
}
