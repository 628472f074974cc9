package org.captioner.decoder.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.Compute;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.ImageMemory;
import org.captioner.decoder.network.Mode;
import org.captioner.decoder.network.Precision;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptionLossTest {
    private static final List<WeightedCaption> CAPTIONS =
            List.of(
                    new WeightedCaption(0, List.of(5, 6, 2), 1),
                    new WeightedCaption(1, List.of(7, 2), 1),
                    new WeightedCaption(1, List.of(8, 4, 9, 9, 2), 1),
                    new WeightedCaption(0, List.of(2), 1));

    private NDManager manager;
    private CaptionDecoder decoder;
    private ImageMemory memory;

    @BeforeEach
    void start() {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        Engine.getInstance().setRandomSeed(5);
        manager = NDManager.newBaseManager();
        decoder =
                new LstmOptions(8, 4, 0)
                        .create(
                                new DecoderShape(2, 2, 3, 10, 8),
                                manager,
                                Compute.fused(Precision.FLOAT32));
        memory = decoder.encodeMemory(manager.randomNormal(new Shape(2, 4, 3)), Mode.INFERENCE);
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @Test
    void aSentenceCountsByItsWeight() {
        WeightedCaption learnt = new WeightedCaption(0, List.of(5, 6, 2), 1);
        WeightedCaption unlearnt = new WeightedCaption(0, List.of(5, 6, 2), -0.5);
        double both = plainLoss(List.of(learnt, unlearnt));
        assertEquals(plainLoss(List.of(learnt)) / 4, both, 1e-6);
    }

    private double plainLoss(List<WeightedCaption> sentences) {
        TrainingOptions options = TrainingOptions.builder().labelSmoothing(0).build();
        return new CaptionLoss(decoder, options)
                .of(memory, sentences, new SplittableRandom(1), manager, Mode.INFERENCE)
                .getFloat();
    }

    @Test
    void isTheSmoothedCrossEntropyPerWord() {
        double smoothing = 0.1;
        double expected = 0;
        int words = 0;
        for (WeightedCaption sentence : CAPTIONS) {
            long[] inputs = new long[sentence.words().size()];
            inputs[0] = 1;
            for (int i = 1; i < inputs.length; i++) {
                inputs[i] = sentence.words().get(i - 1);
            }
            float[] logits =
                    decoder.forward(
                                    memory,
                                    manager.create(new long[] {sentence.image()}),
                                    manager.create(inputs, new Shape(1, inputs.length)),
                                    Mode.INFERENCE)
                            .logits()
                            .toFloatArray();
            for (int step = 0; step < inputs.length; step++) {
                double sum = 0;
                double mean = 0;
                for (int word = 0; word < 10; word++) {
                    sum += Math.exp(logits[step * 10 + word]);
                    mean += logits[step * 10 + word] / 10;
                }
                double right = logits[step * 10 + sentence.words().get(step)] - Math.log(sum);
                expected -= (1 - smoothing) * right + smoothing * (mean - Math.log(sum));
                words++;
            }
        }
        TrainingOptions options = TrainingOptions.builder().labelSmoothing(smoothing).build();
        assertEquals(expected / words, loss(options), 1e-5);
    }

    @Test
    void bucketsChangeTheWorkAndNotTheLoss() {
        TrainingOptions.Builder builder = TrainingOptions.builder().attentionRegularization(0.5);
        double together = loss(builder.bucketRows(100).build());
        assertEquals(together, loss(builder.bucketRows(2).build()), 1e-5);
        assertEquals(together, loss(builder.bucketRows(1).build()), 1e-5);
    }

    @Test
    void theDoublyStochasticTermMeasuresUnevenVisits() {
        double plain = loss(TrainingOptions.builder().build());
        double regularized = loss(TrainingOptions.builder().attentionRegularization(2).build());
        double missed = 0;
        for (WeightedCaption sentence : CAPTIONS) {
            NDArray attention =
                    decoder.forward(
                                    memory,
                                    manager.create(new long[] {sentence.image()}),
                                    inputs(sentence),
                                    Mode.INFERENCE)
                            .attention()
                            .orElseThrow();
            for (float visits : attention.sum(new int[] {1}).toFloatArray()) {
                missed += (1 - visits) * (1 - visits) / 16;
            }
        }
        assertEquals(2 * missed, regularized - plain, 1e-5);
    }

    @Test
    void droppedWordsDependOnTheSeedAndOnlyWhileTraining() {
        TrainingOptions options = TrainingOptions.builder().wordDropout(0.5).build();
        double kept = loss(TrainingOptions.builder().build());
        assertEquals(kept, loss(options), 0.0);
        assertEquals(loss(options, Mode.TRAINING, 1), loss(options, Mode.TRAINING, 1), 0.0);
        assertNotEquals(kept, loss(options, Mode.TRAINING, 1), 1e-6);
        assertNotEquals(loss(options, Mode.TRAINING, 1), loss(options, Mode.TRAINING, 2), 1e-6);
    }

    private NDArray inputs(WeightedCaption sentence) {
        long[] inputs = new long[sentence.words().size()];
        inputs[0] = 1;
        for (int i = 1; i < inputs.length; i++) {
            inputs[i] = sentence.words().get(i - 1);
        }
        return manager.create(inputs, new Shape(1, inputs.length));
    }

    private double loss(TrainingOptions options) {
        return loss(options, Mode.INFERENCE, 1);
    }

    private double loss(TrainingOptions options, Mode mode, long seed) {
        return new CaptionLoss(decoder, options)
                .of(memory, CAPTIONS, new SplittableRandom(seed), manager, mode)
                .getFloat();
    }
}
