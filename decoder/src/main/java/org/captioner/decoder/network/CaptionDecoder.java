package org.captioner.decoder.network;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.captioner.encoder.tensor.Parameters;

/**
 * A network that says a caption word by word while looking at a grid of features.
 *
 * <p>Training runs it over whole captions at once ({@link #forward}); search runs it one word at a
 * time ({@link #initialState}, {@link #step}); attention maps come from either. All three start
 * from {@link #encodeMemory}, which does the work that is shared by every caption of an image. Both
 * ways give the same logits for the same words.
 *
 * <p>Arrays made on the way belong to the caller's scope; wrap each call sequence in an {@code
 * NDScope}. Closing the decoder frees its weights. One thread at a time.
 */
public interface CaptionDecoder extends AutoCloseable {
    /** What the decoder fits. */
    DecoderShape shape();

    /** Its kind and size. */
    DecoderOptions options();

    /** Its weights by name. */
    Parameters parameters();

    /**
     * Prepares images for attention.
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
     * @return scores whose gradients reach the weights by way of {@link
     *     DecoderOutput#differentiable}
     */
    DecoderOutput forward(ImageMemory memory, NDArray images, NDArray words, Mode mode);

    /**
     * The state before the first word of {@code beams} captions per image.
     *
     * @return rows image by image: image 0's beams, then image 1's
     */
    DecoderState initialState(ImageMemory memory, int beams);

    /**
     * Scores the next word.
     *
     * @param words (rows) int64: the word each row said last, the start marker at first
     */
    Step step(DecoderState state, NDArray words);

    /**
     * Prepares for steps that are as fast as they can be; weights must not change from now on. Only
     * rounding differs afterwards. Not while another thread uses the decoder.
     */
    void freeze();

    @Override
    void close();

    /**
     * What teacher forcing yields.
     *
     * @param logits (captions, steps, vocabulary)
     * @param attention (captions, steps, cells), each step's weights summing to 1
     * @param backward what {@link #differentiable} does
     */
    record DecoderOutput(NDArray logits, NDArray attention, UnaryOperator<NDArray> backward) {
        /**
         * Leads the gradient of a loss back to weights and images, while a gradient collector is
         * open; a decoder may compute its gradients by other means than the engine's record.
         *
         * @param loss a scalar made from these scores; part of its gradient may already have been
         *     added to the weights when this returns
         * @return a scalar of the same value, to run the collector's backward pass from
         */
        public NDArray differentiable(NDArray loss) {
            return backward.apply(loss);
        }
    }

    /**
     * What one step yields.
     *
     * @param logits (rows, vocabulary)
     * @param attention (rows, cells), each row summing to 1
     * @param next the state after {@code words}
     */
    record Step(NDArray logits, NDArray attention, DecoderState next) {}
}
