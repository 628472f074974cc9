package org.captioner.decoder.network;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The kind and size of a decoder, as {@code model.json} stores it under {@code "kind"}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LstmOptions.class, name = "lstm"),
    @JsonSubTypes.Type(value = TransformerOptions.class, name = "transformer")
})
public sealed interface DecoderOptions permits LstmOptions, TransformerOptions {
    /** The width of word vectors and hidden states. */
    int width();

    /** The share of activations dropped while training, in [0, 1). */
    double dropout();

    /**
     * Makes a decoder with fresh weights from the engine's random generator.
     *
     * @param shape what it has to fit
     * @param manager the parent of its memory; the decoder is closed by the caller
     * @param precision of large products while training
     */
    CaptionDecoder create(DecoderShape shape, NDManager manager, Precision precision);
}
