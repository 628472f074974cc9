package org.captioner.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.captioner.cli.terminal.Console;
import org.captioner.dataset.InputException;
import org.captioner.decoder.bundle.ModelBundle;
import org.captioner.encoder.EncoderDescription;
import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.resnet.FeatureLayer;
import org.captioner.encoder.resnet.StemPool;
import org.captioner.encoder.resnet.StridePlacement;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.captioner.pipeline.export.OnnxExport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code captioner export}: an encoder for use elsewhere. */
@Command(
        name = "export",
        description = {
            "Writes a residual network as ONNX, for use in other programs.",
            "Input: images (n, 3, size, size), normalised. Output: features (n, cells, channels),",
            "and logits (n, classes) where the weights have a head. The file is checked against",
            "its source before the command ends."
        },
        footer = {
            "",
            "Examples:",
            "  captioner export resnet50.safetensors --onnx resnet50.onnx",
            "  captioner export resnet50.safetensors --onnx grid.onnx --features layer3 --grid 7",
            "  captioner export model --onnx encoder.onnx"
        })
final class ExportCommand implements Runnable {
    private static final int USUAL_SIZE = 224;

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "WEIGHTS",
            description =
                    "A safetensors file with torchvision's, timm's or Hugging Face's names; or a"
                            + " model bundle, whose encoder is written as it is.")
    private Path weights;

    @Option(
            names = "--onnx",
            required = true,
            paramLabel = "FILE",
            description = "Write ONNX, opset 17, into this file.")
    private Path target;

    @FormerNames("--layer")
    @Option(
            names = "--features",
            paramLabel = "LAYER",
            description = "layer1 to layer4; without this the last.")
    private @Nullable String layer;

    @Option(
            names = "--grid",
            paramLabel = "N",
            description = "Average the grid to so many rows and columns.")
    private @Nullable Integer grid;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Rows and columns of the pictures; without this 224.")
    private @Nullable Integer size;

    @Option(
            names = "--variant",
            paramLabel = "VARIANT",
            description = "v1 or v1.5; without this the file's, else v1.5.")
    private @Nullable String variant;

    @Option(
            names = "--max-pool",
            paramLabel = "CONVENTION",
            description = "torchvision or caffe; without this the file's, else torchvision.")
    private @Nullable String maxPool;

    @Option(names = "--no-head", description = "Leave the classification head out.")
    private boolean headless;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.log("exporting " + weights + " to " + target);
        OnnxExport export = Files.isDirectory(weights) ? bundle() : file();
        EncoderDescription written = export.description();
        console.log(
                String.format(
                        Locale.ROOT,
                        "%s: %s up to %s, %d bytes; features (n, %d, %d) differ from the source's"
                                + " by %.1e",
                        target,
                        written.architecture(),
                        written.layer(),
                        export.bytes(),
                        written.cells(),
                        written.channels(),
                        export.difference()));
    }

    /** The manifest of a bundle describes its encoder. */
    private OnnxExport bundle() {
        if (layer != null
                || grid != null
                || size != null
                || variant != null
                || maxPool != null
                || headless) {
            throw new InputException(
                    weights
                            + ": is a model bundle, whose encoder is fixed and has no head; leave"
                            + " out --features, --grid, --size, --variant, --max-pool and"
                            + " --no-head");
        }
        return OnnxExport.write(ModelBundle.readEncoder(weights), target);
    }

    private OnnxExport file() {
        EncoderOptions options =
                new EncoderOptions(
                        Optional.empty(),
                        Optional.ofNullable(layer).map(FeatureLayer::parse),
                        Optional.ofNullable(variant).map(StridePlacement::parse),
                        Optional.ofNullable(maxPool).map(StemPool::parse),
                        Optional.ofNullable(grid),
                        ImageTransform.imageNet(Resize.SQUASH, size == null ? USUAL_SIZE : size));
        OnnxExport.Head head = headless ? OnnxExport.Head.DROPPED : OnnxExport.Head.KEPT;
        return OnnxExport.write(weights, options, head, target);
    }
}
