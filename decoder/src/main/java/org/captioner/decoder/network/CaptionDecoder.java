package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.captioner.encoder.tensor.Parameters;

/**
 * A network that generates a caption word by word from a grid of features.
 *
 * <p>Training runs it over whole captions at once ({@link #forward}), from what {@link
 * #encodeMemory} computes once per image; search runs it step by step, as an {@link
 * IncrementalDecoder}. Both give the same logits for the same words, up to rounding.
 *
 * <p>Arrays made on the way belong to the caller's scope; wrap each call sequence in an {@code
 * NDScope}. Closing the decoder frees its parameters. Training is for one thread at a time; any
 * number of threads may search while none trains or freezes the decoder.
 */
public interface CaptionDecoder extends IncrementalDecoder, AutoCloseable {
    /** Its kind and size. */
    DecoderOptions options();

    /** Its parameters by name. */
    Parameters parameters();

    /**
     * Computes what all captions of an image share.
     *
     * @param grids (images, cells, channels) float32
     */
    ImageMemory encodeMemory(NDArray grids, Mode mode);

    /**
     * Teacher forcing: scores every next word of captions that are known.
     *
     * @param memory of the images
     * @param images (captions) int64: which row of {@code memory} each caption belongs to
     * @param words (captions, steps) int64: the start marker and all words but the last, padded
     *     behind with any id; padding never changes the scores before it
     * @return scores whose gradients reach the parameters by way of {@link
     *     DecoderOutput#differentiable}
     */
    DecoderOutput forward(ImageMemory memory, NDArray images, NDArray words, Mode mode);

    /**
     * Prepares for fast decoding steps; parameters must not change from now on. Only rounding
     * differs afterwards. Not while another thread uses the decoder.
     */
    void freeze();

    @Override
    void close();

    /**
     * The result of teacher forcing.
     *
     * @param logits (captions, steps, vocabulary)
     * @param attention (captions, steps, cells), weights as in {@link IncrementalDecoder.Step};
     *     empty where the decoder has no attention
     * @param backward what {@link #differentiable} does
     */
    record DecoderOutput(
            NDArray logits, Optional<NDArray> attention, UnaryOperator<NDArray> backward) {
        /**
         * Leads the gradient of a loss back to parameters and images, while a gradient collector is
         * open; a decoder may compute its gradients by other means than the engine's record.
         *
         * @param loss a scalar made from these scores; part of its gradient may already have been
         *     added to the parameters when this returns
         * @return a scalar of the same value, to run the collector's backward pass from
         */
        public NDArray differentiable(NDArray loss) {
            return backward.apply(loss);
        }
    }
}
