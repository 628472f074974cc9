package org.captioner.decoder.transformer;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderKind;
import org.captioner.decoder.network.DecoderOption;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;

/**
 * Sizes of the Transformer decoder.
 *
 * @param width of word vectors and layers, a multiple of {@code heads}
 * @param layers stacked
 * @param heads of each attention
 * @param feedForward width of each layer's hidden layer
 * @param dropout in [0, 1)
 */
public record TransformerOptions(int width, int layers, int heads, int feedForward, double dropout)
        implements DecoderOptions {
    private static final DecoderOption<Integer> WIDTH = DecoderOption.width(512);
    private static final DecoderOption<Integer> LAYERS =
            DecoderOption.count("layers", "Layers stacked", 3);
    private static final DecoderOption<Integer> HEADS =
            DecoderOption.count("heads", "Heads of each attention", 8);
    private static final DecoderOption<Integer> FEED_FORWARD =
            DecoderOption.count("feedForward", "Width of each layer's feed-forward part", 1024);
    private static final DecoderOption<Double> DROPOUT = DecoderOption.dropout(0.3);

    public static final DecoderKind KIND =
            new DecoderKind(
                    "transformer",
                    "Transformer decoder with attention over the grid (Vaswani et al. 2017)",
                    TransformerOptions.class,
                    List.of(WIDTH, LAYERS, HEADS, FEED_FORWARD, DROPOUT),
                    new DecoderKind.LearningRates(5e-4, 2.5e-5),
                    values ->
                            new TransformerOptions(
                                    values.get(WIDTH),
                                    values.get(LAYERS),
                                    values.get(HEADS),
                                    values.get(FEED_FORWARD),
                                    values.get(DROPOUT)));

    public TransformerOptions {
        DecoderOption.requirePositive("width", width);
        DecoderOption.requirePositive("layers", layers);
        DecoderOption.requirePositive("heads", heads);
        DecoderOption.requirePositive("feedForward", feedForward);
        DecoderOption.requireRate("dropout", dropout);
        if (width % heads != 0) {
            throw new InputException(
                    "width "
                            + width
                            + " cannot be shared by "
                            + heads
                            + " heads; choose a multiple of the number of heads");
        }
    }

    @Override
    public CaptionDecoder create(DecoderShape shape, NDManager manager, Compute compute) {
        return new TransformerDecoder(shape, this, manager, compute);
    }
}
