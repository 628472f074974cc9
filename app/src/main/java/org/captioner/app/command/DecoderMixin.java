package org.captioner.app.command;

import java.util.Locale;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.LstmOptions;
import org.captioner.decoder.network.TransformerOptions;
import picocli.CommandLine.Option;

/** The options that say which decoder to train. */
final class DecoderMixin {
    @Option(
            names = "--decoder",
            paramLabel = "KIND",
            defaultValue = "lstm",
            description = "lstm (with soft attention) or transformer (${DEFAULT-VALUE}).")
    private String kind;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "512",
            description = "Width of word vectors and hidden states (${DEFAULT-VALUE}).")
    private int width;

    @Option(
            names = "--attention-width",
            paramLabel = "N",
            defaultValue = "256",
            description = "Width in which the LSTM compares words and cells (${DEFAULT-VALUE}).")
    private int attentionWidth;

    @Option(
            names = "--layers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Layers of the transformer (${DEFAULT-VALUE}).")
    private int layers;

    @Option(
            names = "--heads",
            paramLabel = "N",
            defaultValue = "8",
            description = "Heads of each attention of the transformer (${DEFAULT-VALUE}).")
    private int heads;

    @Option(
            names = "--feed-forward",
            paramLabel = "N",
            defaultValue = "1024",
            description = "Width of the transformer's inner layers (${DEFAULT-VALUE}).")
    private int feedForward;

    @Option(
            names = "--dropout",
            paramLabel = "X",
            defaultValue = "0.3",
            description = "Share of activations dropped while training (${DEFAULT-VALUE}).")
    private double dropout;

    boolean isTransformer() {
        return kind.toLowerCase(Locale.ROOT).equals("transformer");
    }

    DecoderOptions options() {
        if (isTransformer()) {
            return new TransformerOptions(width, layers, heads, feedForward, dropout);
        }
        if (kind.toLowerCase(Locale.ROOT).equals("lstm")) {
            return new LstmOptions(width, attentionWidth, dropout);
        }
        throw new InputException("unknown decoder '" + kind + "'; use lstm or transformer");
    }
}
