package org.captioner.decoder.network;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The sizes of a decoder of some {@link DecoderKind}. {@code model.json} holds the kind's name
 * under {@code "kind"}; a JSON mapper needs the registry's module to read and write it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public interface DecoderOptions {
    /** The width of word vectors and hidden states. */
    int width();

    /** The share of activations dropped while training, in [0, 1). */
    double dropout();

    /**
     * Makes a decoder with fresh parameters from the engine's random generator.
     *
     * @param shape what it has to fit
     * @param manager the parent of its memory; the decoder is closed by the caller
     * @param compute how it computes
     */
    CaptionDecoder create(DecoderShape shape, NDManager manager, Compute compute);
}
