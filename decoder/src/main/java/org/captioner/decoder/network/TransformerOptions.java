package org.captioner.decoder.network;

import ai.djl.ndarray.NDManager;
import org.captioner.dataset.InputException;

/**
 * Sizes of a {@link TransformerDecoder}.
 *
 * @param width of word vectors and layers, a multiple of {@code heads}
 * @param layers stacked
 * @param heads of each attention
 * @param feedForward width of each layer's hidden layer
 * @param dropout in [0, 1)
 */
public record TransformerOptions(int width, int layers, int heads, int feedForward, double dropout)
        implements DecoderOptions {
    public TransformerOptions {
        DecoderShape.requirePositive("width", width);
        DecoderShape.requirePositive("layers", layers);
        DecoderShape.requirePositive("heads", heads);
        DecoderShape.requirePositive("feedForward", feedForward);
        DecoderShape.requireRate("dropout", dropout);
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
    public CaptionDecoder create(DecoderShape shape, NDManager manager, Precision precision) {
        return new TransformerDecoder(shape, this, manager, precision);
    }
}
