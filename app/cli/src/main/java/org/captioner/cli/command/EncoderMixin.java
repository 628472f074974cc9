package org.captioner.cli.command;

import org.captioner.encoder.EncoderOptions;
import org.captioner.encoder.resnet.FeatureLayer;
import org.captioner.encoder.transform.ImageTransform;
import org.captioner.encoder.transform.Resize;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/** What is taken from a pretrained encoder. */
@OptionSection(OptionSection.ENCODER)
final class EncoderMixin {
    @Option(
            names = "--features",
            paramLabel = "LAYER",
            description =
                    "Where features are taken: layer1 to layer4; the last that the file holds"
                            + " without this.")
    private @Nullable String layer;

    @Option(
            names = "--grid",
            paramLabel = "N",
            defaultValue = "7",
            description = "Rows and columns that the features are averaged to (${DEFAULT-VALUE}).")
    private int grid;

    @Option(
            names = "--resize",
            paramLabel = "HOW",
            defaultValue = "squash",
            description = "How a photo becomes square: squash, crop or pad (${DEFAULT-VALUE}).")
    private String resize;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "224",
            description = "Rows and columns that the encoder sees (${DEFAULT-VALUE}).")
    private int size;

    EncoderOptions options() {
        EncoderOptions options =
                EncoderOptions.defaults()
                        .withTransform(ImageTransform.imageNet(Resize.parse(resize), size))
                        .withGrid(grid);
        return layer == null ? options : options.withLayer(FeatureLayer.parse(layer));
    }
}
