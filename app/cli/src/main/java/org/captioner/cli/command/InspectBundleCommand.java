package org.captioner.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeMap;
import org.captioner.cli.terminal.Console;
import org.captioner.decoder.bundle.BundleManifest;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.decoder.bundle.Provenance;
import org.captioner.decoder.registry.DecoderRegistry;
import org.captioner.encoder.resnet.ResNetFeatures;
import org.captioner.encoder.tensor.TensorEngine;
import org.captioner.pipeline.BundledModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code captioner inspect bundle}: what a trained model is, and whether it is undamaged. */
@Command(
        name = "bundle",
        description = {
            "Checks a trained model's files against one another and against their checksums, and",
            "prints what it consists of, how it was trained and its scores on its dev split."
        },
        footer = {
            "",
            "Ends with exit code 2 if a file is missing, damaged or from another bundle.",
            "",
            "Examples:",
            "  captioner inspect bundle run/best",
            "  captioner inspect bundle run/best --json"
        })
final class InspectBundleCommand implements Runnable {
    private final Console console;

    @Parameters(
            paramLabel = "BUNDLE",
            arity = "0..1",
            description =
                    "The model bundle, or the folder of the training run that made it. Without"
                            + " this, the model that comes with captioner.")
    private @Nullable Path model;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    InspectBundleCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        Path folder = model == null ? BundledModel.folder() : ModelOption.bundle(model);
        TensorEngine.start(1);
        // Compares the encoder's fingerprint, which loading takes from the manifest.
        ModelBundle.readEncoder(folder);
        try (ModelBundle bundle = ModelBundle.load(folder)) {
            console.data().print(json ? json(bundle) : text(bundle));
        }
    }

    private static long decoderParameters(ModelBundle bundle) {
        return bundle.decoder().parameters().arrays().values().stream()
                .mapToLong(array -> array.getShape().size())
                .sum();
    }

    private static String json(ModelBundle bundle) {
        ObjectMapper mapper = new ObjectMapper().registerModule(DecoderRegistry.jsonModule());
        ObjectNode root = mapper.valueToTree(bundle.manifest());
        root.put("decoderParameters", decoderParameters(bundle));
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest is plain data", e);
        }
    }

    private static String text(ModelBundle bundle) {
        BundleManifest manifest = bundle.manifest();
        ResNetFeatures encoder = manifest.encoder();
        Provenance made = manifest.provenance();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "encoder",
                "%s (%s), %s, from %s",
                encoder.architecture().name(),
                encoder.architecture().strides().label(),
                encoder.layer().label(),
                made.encoderSource());
        line(text, "fingerprint", "%s", manifest.encoderFingerprint());
        line(
                text,
                "photos",
                "%s to %dx%d",
                manifest.transform().resize().label(),
                encoder.imageSize(),
                encoder.imageSize());
        line(
                text,
                "features",
                "%dx%d cells of %d",
                encoder.gridSide(),
                encoder.gridSide(),
                encoder.channels());
        line(
                text,
                "decoder",
                "%s, %,d parameters",
                DecoderRegistry.label(manifest.decoder()),
                decoderParameters(bundle));
        line(
                text,
                "vocabulary",
                "%d entries, sentences of at most %d words",
                bundle.vocabulary().size(),
                manifest.decoderShape().maximumLength());
        line(
                text,
                "search",
                "beam %d, length normalization %s, at most %d words, %s, unless asked otherwise",
                manifest.search().beams(),
                manifest.search().lengthNormalization(),
                manifest.search().maximumLength(),
                manifest.search().rules().isNone()
                        ? "any words"
                        : String.join(", ", manifest.search().rules().labels()));
        line(text, "data", "%s, images %s", made.dataset(), new TreeMap<>(made.images()));
        line(text, "checksum", "%s", made.datasetChecksum());
        line(text, "features by", "%s", made.backend());
        line(text, "run", "%s", made.training());
        line(
                text,
                "checked",
                "%s",
                manifest.files().isEmpty()
                        ? "structure and finite values; format version 1 lists no checksums"
                        : "structure, finite values, checksums of "
                                + String.join(", ", manifest.files().keySet()));
        line(
                text,
                "made with",
                "captioner %s, %s, %s, %s, %d thread(s)",
                made.captioner(),
                made.java(),
                made.system(),
                made.engine(),
                made.threads());
        text.append(
                String.format(
                        Locale.ROOT,
                        "%ncaptions (%s) of the dev split, on which the epoch was chosen%n",
                        made.devSearch()));
        new TreeMap<>(manifest.scores())
                .forEach((name, score) -> line(text, name, "%.2f", 100 * score));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-12s ", name));
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
