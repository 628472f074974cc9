package org.captioner.cli.command;

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
            description = "Width in which the LSTM compares words and cells (256).")
    private Integer attentionWidth;

    @Option(names = "--layers", paramLabel = "N", description = "Layers of the transformer (3).")
    private Integer layers;

    @Option(
            names = "--heads",
            paramLabel = "N",
            description = "Heads of each attention of the transformer (8).")
    private Integer heads;

    @Option(
            names = "--feed-forward",
            paramLabel = "N",
            description = "Width of the transformer's inner layers (1024).")
    private Integer feedForward;

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
            refuse("--attention-width", attentionWidth);
            return new TransformerOptions(
                    width, or(layers, 3), or(heads, 8), or(feedForward, 1024), dropout);
        }
        if (kind.toLowerCase(Locale.ROOT).equals("lstm")) {
            refuse("--layers", layers);
            refuse("--heads", heads);
            refuse("--feed-forward", feedForward);
            return new LstmOptions(width, or(attentionWidth, 256), dropout);
        }
        throw new InputException("unknown decoder '" + kind + "'; use lstm or transformer");
    }

    private static int or(Integer given, int usual) {
        return given == null ? usual : given;
    }

    /** An option of the other decoder would be ignored; better to say so. */
    private void refuse(String option, Integer given) {
        if (given != null) {
            throw new InputException(
                    option + " has no meaning for --decoder " + kind + "; leave it out");
        }
    }
}
