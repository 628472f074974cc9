package org.captioner.cli.command;

import java.nio.file.Path;
import java.util.Locale;
import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;
import org.captioner.decoder.bundle.BundleQuantization;
import org.captioner.decoder.search.DefectPolicy;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.search.SearchRules;
import org.captioner.encoder.tensor.TensorType;
import org.jspecify.annotations.Nullable;
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
                    + " a word, so evaluate the new model. Scores and what calibrate and"
                    + " calibrate-confidence have added belong to the former weights and are left"
                    + " behind."
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

    @Option(
            names = "--beam",
            paramLabel = "N",
            description =
                    "Beam size that the new model captions with by default; as before without"
                            + " this.")
    private @Nullable Integer beams;

    @Option(
            names = "--defects",
            paramLabel = "POLICY",
            description =
                    "Whether it may caption by default with repetitions and sentences that break"
                            + " off: allow or avoid; as before without this.")
    private @Nullable DefectPolicy defects;

    QuantizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        TensorType smaller = smaller();
        console.log("quantizing " + model.model());
        BundleQuantization.Sizes sizes =
                BundleQuantization.write(model.model(), output, smaller, this::search);
        console.log(
                String.format(
                        Locale.ROOT,
                        "%s: weights of %.1f MB, before %.1f MB",
                        output,
                        sizes.after() / 1e6,
                        sizes.before() / 1e6));
        console.data().println(output);
    }

    private SearchOptions search(SearchOptions before) {
        SearchOptions chosen = beams == null ? before : before.withBeams(beams);
        SearchRules rules = chosen.rules();
        return defects == null
                ? chosen
                : chosen.withRules(
                        new SearchRules(
                                defects,
                                rules.noRepeatNgram(),
                                rules.minimumLength(),
                                rules.forbidden(),
                                rules.forced()));
    }

    private TensorType smaller() {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "int8" -> TensorType.I8;
            case "float16" -> TensorType.F16;
            default -> throw new InputException("unknown type '" + type + "'; use int8 or float16");
        };
    }
}
