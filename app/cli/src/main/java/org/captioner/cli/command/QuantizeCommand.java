package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;
import org.captioner.decoder.bundle.BundleQuantization;
import org.captioner.encoder.tensor.TensorType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code captioner quantize}: a smaller bundle of the same model. */
@Command(
        name = "quantize",
        description = {
            "Writes a model again with smaller weights, a quarter or half of their size in"
                    + " float32.",
            "Loading widens them, so speed and back ends stay as they were; captions may differ in"
                    + " a word, so evaluate the new model."
        },
        footer = {
            "",
            "Examples:",
            "  captioner quantize --model refined/best --output small",
            "  captioner evaluate --model small --data Flickr8k --split dev"
        })
final class QuantizeCommand implements Runnable {
    private final Console console;

    @Mixin private ModelOption model;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "The folder of the new bundle.")
    private Path output;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "int8",
            description =
                    "int8, with a scale for each output channel, or float16 (${DEFAULT-VALUE}).")
    private String type;

    QuantizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        TensorType smaller = smaller();
        console.log("quantizing " + model.model());
        BundleQuantization.Sizes sizes = BundleQuantization.write(model.model(), output, smaller);
        console.log(
                String.format(
                        Locale.ROOT,
                        "%s: weights of %.1f MB, before %.1f MB",
                        output,
                        sizes.after() / 1e6,
                        sizes.before() / 1e6));
        console.data().println(output);
    }

    private TensorType smaller() {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "int8" -> TensorType.I8;
            case "float16" -> TensorType.F16;
            default -> throw new InputException("unknown type '" + type + "'; use int8 or float16");
        };
    }
}
