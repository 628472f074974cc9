package org.captioner.decoder.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.captioner.encoder.tensor.Scalar;

/**
 * What training lowers: cross entropy of the next word under teacher forcing, smoothed, in nats per
 * word, each sentence with its weight, and the doubly stochastic term of Xu et al. 2015 if asked
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
     * A sentence of a batch.
     *
     * @param image the row of the image it describes
     * @param words its ids, the end marker among them
     * @param weight how strongly it is learnt; below 0 it is unlearnt
     */
    record Sentence(int image, List<Integer> words, double weight) {}

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
            List<Sentence> sentences,
            SplittableRandom random,
            NDManager manager,
            Mode mode) {
        double dropped = mode == Mode.TRAINING ? options.wordDropout() : 0;
        int words = sentences.stream().mapToInt(sentence -> sentence.words().size()).sum();
        NDList parts = new NDList();
        int most = Math.max(1, Math.round((float) sentences.size() / options.bucketRows()));
        for (List<Sentence> group : LengthGroups.of(sentences, most)) {
            parts.add(
                    groupLoss(
                            memory,
                            new Padded(group, dropped, random),
                            words,
                            sentences.size(),
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
            Padded padded,
            int batchWords,
            int batchSentences,
            NDManager manager,
            Mode mode) {
        NDArray images = manager.create(padded.images);
        NDArray inputs = manager.create(padded.inputs, padded.shape());
        NDArray targets = manager.create(padded.targets, new Shape(padded.targets.length, 1));
        NDArray weights = manager.create(padded.weights, new Shape(padded.weights.length));
        CaptionDecoder.DecoderOutput decoded = decoder.forward(memory, images, inputs, mode);
        NDArray logits = decoded.logits().reshape(-1, decoder.shape().vocabulary());
        if (options.temperature() != 1) {
            logits = Scalar.multiply(logits, 1 / options.temperature());
        }
        NDArray logProbabilities = logits.logSoftmax(-1);
        NDArray right = logProbabilities.gather(targets, 1).reshape(-1);
        NDArray even = logProbabilities.mean(new int[] {1});
        double smoothing = options.labelSmoothing();
        NDArray perWord =
                Scalar.multiply(right, smoothing - 1).add(Scalar.multiply(even, -smoothing));
        NDArray loss = Scalar.multiply(perWord.mul(weights).sum(), 1.0 / batchWords);
        if (options.attentionRegularization() > 0) {
            NDArray said = weights.neq(0).toType(DataType.FLOAT32, false);
            said = said.reshape(padded.rows, padded.steps, 1);
            NDArray attention =
                    decoded.attention()
                            .orElseThrow(
                                    () ->
                                            new InputException(
                                                    "this decoder has no attention to regularize;"
                                                            + " leave --attention-regularization"
                                                            + " at 0"));
            NDArray visits = attention.mul(said).sum(new int[] {1});
            NDArray missed = visits.neg().add(1).square().mean();
            double share = (double) padded.rows / batchSentences;
            loss = loss.add(Scalar.multiply(missed, options.attentionRegularization() * share));
        }
        return decoded.differentiable(loss);
    }

    /** Sentences side by side, filled up to the longest. */
    private static final class Padded {
        private final int rows;
        private final int steps;
        private final long[] images;
        private final long[] inputs;
        private final long[] targets;
        private final float[] weights;

        /** Replaces each input word but the start marker by the unknown with a probability. */
        Padded(List<Sentence> sentences, double dropped, SplittableRandom random) {
            rows = sentences.size();
            steps = sentences.stream().mapToInt(each -> each.words().size()).max().orElse(1);
            images = new long[rows];
            inputs = new long[rows * steps];
            targets = new long[rows * steps];
            weights = new float[rows * steps];
            for (int row = 0; row < rows; row++) {
                Sentence sentence = sentences.get(row);
                images[row] = sentence.image();
                int previous = Vocabulary.START;
                for (int step = 0; step < sentence.words().size(); step++) {
                    int index = row * steps + step;
                    boolean drop = step > 0 && random.nextDouble() < dropped;
                    inputs[index] = drop ? Vocabulary.UNKNOWN : previous;
                    previous = sentence.words().get(step);
                    targets[index] = previous;
                    weights[index] = (float) sentence.weight();
                }
            }
        }

        Shape shape() {
            return new Shape(rows, steps);
        }
    }
}
