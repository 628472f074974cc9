package org.captioner.decoder.lstm;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOption;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;

/**
 * Sizes of the LSTM with soft attention.
 *
 * @param width of word vectors, projected cells and hidden state
 * @param attentionWidth of the space in which hidden state and cells are compared
 * @param dropout in [0, 1)
 */
public record LstmOptions(int width, int attentionWidth, double dropout) implements DecoderOptions {
    private static final DecoderOption<Integer> WIDTH = DecoderOption.width(512);
    private static final DecoderOption<Integer> ATTENTION_WIDTH = DecoderOption.attentionWidth(256);
    private static final DecoderOption<Double> DROPOUT = DecoderOption.dropout(0.3);

    public static final DecoderKind KIND =
            new DecoderKind(
                    "lstm",
                    "LSTM with soft attention (Xu et al. 2015)",
                    LstmOptions.class,
                    List.of(WIDTH, ATTENTION_WIDTH, DROPOUT),
                    new DecoderKind.LearningRates(1e-3, 5e-5),
                    values ->
                            new LstmOptions(
                                    values.get(WIDTH),
                                    values.get(ATTENTION_WIDTH),
                                    values.get(DROPOUT)));

    public LstmOptions {
        DecoderOption.requirePositive("width", width);
        DecoderOption.requirePositive("attentionWidth", attentionWidth);
        DecoderOption.requireRate("dropout", dropout);
    }

    @Override
    public CaptionDecoder create(DecoderShape shape, NDManager manager, Compute compute) {
        return new LstmDecoder(shape, this, manager, compute);
    }
}
