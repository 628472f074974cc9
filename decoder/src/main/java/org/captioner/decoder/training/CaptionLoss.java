package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.captioner.dataset.InputException;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Scalar;

/**
 * What training minimises: cross entropy of the next word under teacher forcing, smoothed, in nats
 * per word, each caption with its weight, and the doubly stochastic term of Xu et al. 2015 if asked
 * for.
 *
 * <pre>
 *   loss = (1 - s) mean(-log p(y)) + s mean(-log p over all words) + r mean((1 - sum_t alpha)^2)
 * </pre>
 */
final class CaptionLoss {
    private final CaptionDecoder decoder;
    private final TrainingOptions options;

    CaptionLoss(CaptionDecoder decoder, TrainingOptions options) {
        this.decoder = decoder;
        this.options = options;
    }

    /**
     * The loss of a batch. While a gradient collector is open, part of its gradient may already
     * have been added to the decoder's weights when this returns.
     *
     * @param memory of the batch's images
     * @param random decides which input words are dropped, while training
     * @return a scalar
     */
    NDArray of(
            ImageMemory memory,
            List<WeightedCaption> captions,
            SplittableRandom random,
            NDManager manager,
            Mode mode) {
        double dropped = mode == Mode.TRAINING ? options.wordDropout() : 0;
        int words = captions.stream().mapToInt(caption -> caption.words().size()).sum();
        NDList parts = new NDList();
        int most = Math.max(1, Math.round((float) captions.size() / options.bucketRows()));
        for (List<WeightedCaption> group : LengthGroups.of(captions, most)) {
            parts.add(
                    groupLoss(
                            memory,
                            new PaddedCaptions(group, dropped, random),
                            words,
                            captions.size(),
                            manager,
                            mode));
        }
        NDArray total = parts.get(0);
        for (NDArray part : parts.subNDList(1)) {
            total = total.add(part);
        }
        return total;
    }

    private NDArray groupLoss(
            ImageMemory memory,
            PaddedCaptions padded,
            int batchWords,
            int batchCaptions,
            NDManager manager,
            Mode mode) {
        NDArray images = manager.create(padded.images());
        NDArray inputs = manager.create(padded.inputs(), padded.shape());
        NDArray targets = manager.create(padded.targets(), new Shape(padded.targets().length, 1));
        NDArray weights = manager.create(padded.weights(), new Shape(padded.weights().length));
        CaptionDecoder.DecoderOutput decoded = decoder.forward(memory, images, inputs, mode);
        NDArray logits = decoded.logits().reshape(-1, decoder.shape().vocabulary());
        if (options.temperature() != 1) {
            logits = Scalar.multiply(logits, 1 / options.temperature());
        }
        NDArray logProbabilities = logits.logSoftmax(-1);
        NDArray targetLogProbabilities = logProbabilities.gather(targets, 1).reshape(-1);
        NDArray meanLogProbabilities = logProbabilities.mean(new int[] {1});
        double smoothing = options.labelSmoothing();
        NDArray perWord =
                Scalar.multiply(targetLogProbabilities, smoothing - 1)
                        .add(Scalar.multiply(meanLogProbabilities, -smoothing));
        NDArray loss = Scalar.multiply(perWord.mul(weights).sum(), 1.0 / batchWords);
        if (options.attentionRegularization() > 0) {
            NDArray isWord = weights.neq(0).toType(DataType.FLOAT32, false);
            isWord = isWord.reshape(padded.rows(), padded.steps(), 1);
            NDArray attention =
                    decoded.attention()
                            .orElseThrow(
                                    () ->
                                            new InputException(
                                                    "this decoder has no attention to regularize;"
                                                            + " leave --attention-regularization"
                                                            + " at 0"));
            NDArray visits = attention.mul(isWord).sum(new int[] {1});
            NDArray missed = visits.neg().add(1).square().mean();
            double share = (double) padded.rows() / batchCaptions;
            loss = loss.add(Scalar.multiply(missed, options.attentionRegularization() * share));
        }
        return decoded.differentiable(loss);
    }
}
