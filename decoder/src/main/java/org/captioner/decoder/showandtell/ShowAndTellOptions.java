package org.captioner.decoder.showandtell;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOption;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;

/**
 * Sizes of the LSTM without attention.
 *
 * @param width of word vectors, projected image and hidden state
 * @param dropout in [0, 1)
 */
public record ShowAndTellOptions(int width, double dropout) implements DecoderOptions {
    private static final DecoderOption<Integer> WIDTH = DecoderOption.width(512);
    private static final DecoderOption<Double> DROPOUT = DecoderOption.dropout(0.3);

    public static final DecoderKind KIND =
            new DecoderKind(
                    "show-and-tell",
                    "LSTM that reads the pooled features once, without attention"
                            + " (Vinyals et al. 2015)",
                    ShowAndTellOptions.class,
                    List.of(WIDTH, DROPOUT),
                    new DecoderKind.LearningRates(1e-3, 5e-5),
                    values -> new ShowAndTellOptions(values.get(WIDTH), values.get(DROPOUT)));

    public ShowAndTellOptions {
        DecoderOption.requirePositive("width", width);
        DecoderOption.requireRate("dropout", dropout);
    }

    @Override
    public CaptionDecoder create(DecoderShape shape, NDManager manager, Compute compute) {
        return new ShowAndTellDecoder(shape, this, manager, compute);
    }
}
