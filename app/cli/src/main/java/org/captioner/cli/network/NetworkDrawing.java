package org.captioner.cli.network;

import java.util.List;
import java.util.Locale;
import org.captioner.encoder.resnet.BlockKind;
import org.captioner.encoder.resnet.Convolution;
import org.captioner.encoder.resnet.LayerSummary;
import org.captioner.encoder.resnet.ResNetArchitecture;
import org.captioner.encoder.resnet.ResNetSummary;
import org.captioner.encoder.resnet.ResidualBlock;

/**
 * A network as a picture: its stages from left to right, as high as their grids and as wide as
 * their channels (both on a logarithmic scale), and one residual block in detail below.
 */
public final class NetworkDrawing {
    private static final int STAGE_SPACING = 128;
    private static final int LEFT = 30;
    private static final int MIDDLE = 160;
    private static final int BLOCK_TOP = 330;
    private static final String INK = "#1f2937";

    private final ResNetSummary summary;
    private final StringBuilder svg = new StringBuilder();

    private NetworkDrawing(ResNetSummary summary) {
        this.summary = summary;
    }

    /** The drawing as an SVG file, UTF-8. */
    public static String svg(ResNetSummary summary) {
        return new NetworkDrawing(summary).draw();
    }

    private String draw() {
        int width = 2 * LEFT + STAGE_SPACING * (summary.layers().size() + 1);
        int height = BLOCK_TOP + 130;
        svg.append(
                format(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"12\" fill=\"%s\">\n",
                        width, height, INK));
        svg.append(format("<title>%s</title>\n", NetworkTable.title(summary)));
        svg.append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\"");
        svg.append(" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\">");
        svg.append(format("<path d=\"M0 0L8 4L0 8z\" fill=\"%s\"/></marker></defs>\n", INK));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        text(LEFT, 28, "start", 16, NetworkTable.title(summary) + ": " + totals());
        int x = LEFT;
        drawStage(x, summary.imageSize(), 3, "#e5e7eb", List.of("picture", inputSize(), ""));
        for (LayerSummary layer : summary.layers()) {
            arrow(x + STAGE_SPACING - 26, MIDDLE, x + STAGE_SPACING - 6, MIDDLE);
            x += STAGE_SPACING;
            drawStage(x, layer.outputSize(), layer.channels(), colour(layer), labels(layer));
        }
        drawBlock();
        return svg.append("</svg>\n").toString();
    }

    private String totals() {
        return NetworkTable.grouped(summary.parameters())
                + " parameters, "
                + NetworkTable.work(summary.multiplyAdds())
                + " multiply-adds";
    }

    private String inputSize() {
        return summary.imageSize() + "x" + summary.imageSize() + "x3";
    }

    private static String colour(LayerSummary layer) {
        if (layer.blocks() > 1 || layer.operation().endsWith("blocks")) {
            return "#93c5fd";
        }
        return layer.parameters() > 0 ? "#fcd34d" : "#d1d5db";
    }

    private static List<String> labels(LayerSummary layer) {
        String blocks = layer.operation().endsWith("blocks") ? "x" + layer.blocks() : "";
        return List.of(
                (layer.stage() + " " + blocks).strip(),
                NetworkTable.output(layer),
                layer.parameters() == 0 ? "" : NetworkTable.grouped(layer.parameters()));
    }

    private void drawStage(int x, int size, int channels, String fill, List<String> labels) {
        double height = 10 + 20 * Math.log(size + 1) / Math.log(2);
        double width = 6 + 8 * Math.log(channels) / Math.log(2);
        double left = x + (STAGE_SPACING - 32 - width) / 2;
        svg.append(
                format(
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\""
                                + " fill=\"%s\" stroke=\"%s\"/>\n",
                        left, MIDDLE - height / 2, width, height, fill, INK));
        int centre = x + (STAGE_SPACING - 32) / 2;
        for (int line = 0; line < labels.size(); line++) {
            text(centre, 262 + 17 * line, "middle", 12, labels.get(line));
        }
    }

    /** The first block that has an identity shortcut, or the very first. */
    private ResidualBlock example() {
        List<ResidualBlock> blocks = summary.architecture().stages().get(0).blocks();
        return blocks.stream()
                .filter(block -> block.projection().isEmpty())
                .findFirst()
                .orElse(blocks.get(0));
    }

    private void drawBlock() {
        ResNetArchitecture network = summary.architecture();
        ResidualBlock block = example();
        String kind = network.kind() == BlockKind.BOTTLENECK ? "bottleneck" : "basic";
        text(LEFT, BLOCK_TOP + 2, "start", 14, "A " + kind + " block (" + block.name() + ")");
        int y = BLOCK_TOP + 70;
        int x = LEFT + 40;
        text(LEFT, y + 4, "start", 13, "x");
        arrow(LEFT + 12, y, x, y);
        for (Convolution convolution : block.convolutions()) {
            boolean last =
                    convolution.equals(block.convolutions().get(block.convolutions().size() - 1));
            String activation = last ? "batch norm" : "batch norm, ReLU";
            box(x, y, NetworkTable.convolution(convolution), activation);
            arrow(x + 130, y, x + 160, y);
            x += 160;
        }
        svg.append(
                format(
                        "<circle cx=\"%d\" cy=\"%d\" r=\"12\" fill=\"#ffffff\" stroke=\"%s\"/>\n",
                        x + 12, y, INK));
        text(x + 12, y + 5, "middle", 16, "+");
        arrow(x + 24, y, x + 54, y);
        text(x + 60, y + 4, "start", 13, "ReLU");
        String shortcut = block.projection().map(NetworkTable::convolution).orElse("identity");
        svg.append(
                format(
                        "<path d=\"M%d %d C%d %d %d %d %d %d\" fill=\"none\" stroke=\"%s\""
                                + " marker-end=\"url(#tip)\"/>\n",
                        LEFT + 18, y, LEFT + 14, y + 84, x - 20, y + 84, x + 8, y + 13, INK));
        text((LEFT + x) / 2, y + 52, "middle", 12, "shortcut: " + shortcut);
    }

    private void box(int x, int y, String first, String second) {
        svg.append(
                format(
                        "<rect x=\"%d\" y=\"%d\" width=\"130\" height=\"44\" rx=\"3\""
                                + " fill=\"#93c5fd\" stroke=\"%s\"/>\n",
                        x, y - 22, INK));
        text(x + 65, y - 4, "middle", 13, first);
        text(x + 65, y + 13, "middle", 11, second);
    }

    private void arrow(int fromX, int fromY, int toX, int toY) {
        svg.append(
                format(
                        "<path d=\"M%d %dL%d %d\" stroke=\"%s\" marker-end=\"url(#tip)\"/>\n",
                        fromX, fromY, toX, toY, INK));
    }

    private void text(int x, int y, String anchor, int size, String content) {
        if (!content.isEmpty()) {
            svg.append(
                    format(
                            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\""
                                    + " font-size=\"%d\">%s</text>\n",
                            x, y, anchor, size, escaped(content)));
        }
    }

    private static String escaped(String content) {
        return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
