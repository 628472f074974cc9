package org.captioner.cli.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.captioner.cli.terminal.TextTable;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.LayerSummary;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetSummary;

/** A network as a table, for the terminal or for a page of Markdown. */
public final class NetworkTable {
    private static final List<String> HEADINGS =
            List.of("stage", "layer", "kernel, filters", "blocks", "output", "parameters", "work");

    private static final int WORDS = 3;

    private NetworkTable() {}

    /** Aligned columns and a few sentences, for a terminal. */
    public static String text(ResNetSummary summary) {
        return title(summary) + "\n\n" + table(summary).text() + "\n" + notes(summary);
    }

    /** The same for a page of Markdown. */
    public static String markdown(ResNetSummary summary) {
        return "### " + title(summary) + "\n\n" + table(summary).markdown() + "\n" + notes(summary);
    }

    private static TextTable table(ResNetSummary summary) {
        return new TextTable(HEADINGS, WORDS, rows(summary));
    }

    private static List<List<String>> rows(ResNetSummary summary) {
        List<List<String>> rows = new ArrayList<>();
        for (LayerSummary layer : summary.layers()) {
            rows.add(
                    List.of(
                            layer.stage(),
                            layer.layer(),
                            operation(layer),
                            layer.blocks() == 1 ? "" : "x" + layer.blocks(),
                            output(layer),
                            grouped(layer.parameters()),
                            work(layer.multiplyAdds())));
        }
        rows.add(
                List.of(
                        "total",
                        "",
                        "",
                        "",
                        "",
                        grouped(summary.parameters()),
                        work(summary.multiplyAdds())));
        return rows;
    }

    static String title(ResNetSummary summary) {
        ResNetArchitecture network = summary.architecture();
        String variant =
                network.kind() == BlockKind.BOTTLENECK ? " " + network.strides().label() : "";
        return network.name()
                + variant
                + ", input "
                + summary.imageSize()
                + "x"
                + summary.imageSize()
                + "x3";
    }

    private static String notes(ResNetSummary summary) {
        return "Work is multiply-adds of convolutions and head for one picture. Every convolution"
                + " is followed by batch\n"
                + "normalisation, whose weights and biases are counted. Keras counts "
                + grouped(summary.kerasParameters())
                + " parameters: a bias for\neach convolution and the running statistics on top.\n";
    }

    /** Such as {@code 1x1 128, 3x3 128 /2, 1x1 512}; the stride is that of the first block. */
    static String operation(LayerSummary layer) {
        if (layer.convolutions().isEmpty()) {
            return layer.operation();
        }
        return layer.convolutions().stream()
                .map(NetworkTable::convolution)
                .collect(Collectors.joining(", "));
    }

    static String convolution(Convolution c) {
        String stride = c.stride() == 1 ? "" : " /" + c.stride();
        return c.kernel() + "x" + c.kernel() + " " + c.outputs() + stride;
    }

    static String output(LayerSummary layer) {
        return layer.outputSize() + "x" + layer.outputSize() + "x" + layer.channels();
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Millions or billions of multiply-adds. */
    static String work(long multiplyAdds) {
        if (multiplyAdds == 0) {
            return "0";
        }
        return multiplyAdds < 1_000_000_000L
                ? String.format(Locale.ROOT, "%.1f M", multiplyAdds / 1e6)
                : String.format(Locale.ROOT, "%.2f G", multiplyAdds / 1e9);
    }
}
