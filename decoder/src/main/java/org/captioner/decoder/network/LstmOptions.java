package org.captioner.decoder.network;

import ai.djl.ndarray.NDManager;

/**
 * Sizes of an {@link LstmDecoder}.
 *
 * @param width of word vectors, projected cells and hidden state
 * @param attentionWidth of the space in which hidden state and cells are compared
 * @param dropout in [0, 1)
 */
public record LstmOptions(int width, int attentionWidth, double dropout) implements DecoderOptions {
    public LstmOptions {
        DecoderShape.requirePositive("width", width);
        DecoderShape.requirePositive("attentionWidth", attentionWidth);
        DecoderShape.requireRate("dropout", dropout);
    }

    @Override
    public CaptionDecoder create(DecoderShape shape, NDManager manager, Precision precision) {
        return new LstmDecoder(shape, this, manager, precision);
    }
}
