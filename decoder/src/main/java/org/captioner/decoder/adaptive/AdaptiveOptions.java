package org.captioner.decoder.adaptive;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOption;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;

/**
 * Sizes of the LSTM with adaptive attention.
 *
 * @param width of word vectors, projected cells, hidden state and sentinel
 * @param attentionWidth of the space in which hidden state, cells and sentinel are compared
 * @param dropout in [0, 1)
 */
public record AdaptiveOptions(int width, int attentionWidth, double dropout)
        implements DecoderOptions {
    private static final DecoderOption<Integer> WIDTH = DecoderOption.width(512);
    private static final DecoderOption<Integer> ATTENTION_WIDTH = DecoderOption.attentionWidth(256);
    private static final DecoderOption<Double> DROPOUT = DecoderOption.dropout(0.3);

    public static final DecoderKind KIND =
            new DecoderKind(
                    "adaptive",
                    "LSTM with adaptive attention and a visual sentinel (Lu et al. 2017)",
                    AdaptiveOptions.class,
                    List.of(WIDTH, ATTENTION_WIDTH, DROPOUT),
                    new DecoderKind.LearningRates(1e-3, 5e-5),
                    values ->
                            new AdaptiveOptions(
                                    values.get(WIDTH),
                                    values.get(ATTENTION_WIDTH),
                                    values.get(DROPOUT)));

    public AdaptiveOptions {
        DecoderOption.requirePositive("width", width);
        DecoderOption.requirePositive("attentionWidth", attentionWidth);
        DecoderOption.requireRate("dropout", dropout);
    }

    @Override
    public CaptionDecoder create(DecoderShape shape, NDManager manager, Compute compute) {
        return new AdaptiveDecoder(shape, this, manager, compute);
    }
}
