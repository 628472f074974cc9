package org.captioner.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.captioner.cli.network.NetworkDrawing;
import org.captioner.cli.network.NetworkJson;
import org.captioner.cli.network.NetworkTable;
import org.captioner.cli.terminal.Console;
import org.captioner.dataset.AtomicFile;
import org.captioner.dataset.InputException;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetSummary;
import org.captioner.encoder.resnet.ResNetWeights;
import org.captioner.encoder.resnet.StemPool;
import org.captioner.encoder.resnet.StridePlacement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code captioner inspect encoder}: the structure of a residual network. */
@Command(
        name = "encoder",
        description = {
            "Prints the stages of a residual network with their sizes, parameters and work.",
            "ENCODER is resnet18, 34, 50, 101 or 152, or a file of weights."
        },
        footer = {
            "",
            "Examples:",
            "  captioner inspect encoder resnet101",
            "  captioner inspect encoder resnet50 --variant v1 --size 448 --markdown",
            "  captioner inspect encoder weights.safetensors --svg resnet50.svg"
        })
final class InspectEncoderCommand implements Runnable {
    private static final String NAME = "resnet";
    private static final int LARGEST_SIZE = 1 << 15;

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "ENCODER",
            defaultValue = "resnet50",
            description = "A network's name, or a safetensors file (${DEFAULT-VALUE}).")
    private String encoder;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "224",
            description = "Rows and columns of the picture (${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            description =
                    "v1 (as published) or v1.5 (torchvision's); without this the file's, else"
                            + " v1.5.")
    private @Nullable String variant;

    @Option(
            names = "--max-pool",
            paramLabel = "CONVENTION",
            description = "torchvision or caffe; without this the file's, else torchvision.")
    private @Nullable String maxPool;

    @ArgGroup(exclusive = true)
    private TableForm form = new TableForm();

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the network into a file.")
    private @Nullable Path drawing;

    InspectEncoderCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        if (size < 1 || size > LARGEST_SIZE) {
            throw new InputException(
                    "--size " + size + " is out of range; give 1 to " + LARGEST_SIZE + " pixels");
        }
        ResNetArchitecture network = architecture();
        if (variant != null) {
            network = network.withStrides(StridePlacement.parse(variant));
        }
        if (maxPool != null) {
            network = network.withPool(StemPool.parse(maxPool));
        }
        ResNetSummary summary = ResNetSummary.of(network, size);
        console.data()
                .print(
                        form.print(
                                () -> NetworkTable.text(summary),
                                () -> NetworkJson.of(summary),
                                () -> NetworkTable.markdown(summary)));
        if (drawing != null) {
            AtomicFile.writeText(drawing, NetworkDrawing.svg(summary));
            console.log("drawn into " + drawing);
        }
    }

    private ResNetArchitecture architecture() {
        String name = encoder.toLowerCase(Locale.ROOT).replace("-", "");
        if (name.matches(NAME + "\\d{1,4}")) {
            return ResNetArchitecture.ofDepth(Integer.parseInt(name.substring(NAME.length())));
        }
        Path file = Path.of(encoder);
        if (!Files.exists(file)) {
            throw new InputException(
                    encoder
                            + ": neither a network's name (resnet18, 34, 50, 101, 152) nor a file"
                            + " of weights");
        }
        try (ResNetWeights weights = ResNetWeights.open(file)) {
            return weights.architecture();
        }
    }
}
