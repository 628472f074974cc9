package org.captioner.decoder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.captioner.decoder.registry.EveryDecoder;
import org.captioner.encoder.tensor.Gradients;
import org.captioner.encoder.tensor.Parameters.GradientUse;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every registered decoder promises. */
class CaptionDecoderTest {
    private static final DecoderShape SHAPE = new DecoderShape(3, 3, 6, 11, 7);

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(7);

    @EveryDecoder
    void stepsGiveTheLogitsOfTeacherForcing(DecoderOptions options) {
        for (Acceleration acceleration : Acceleration.values()) {
            CaptionDecoder decoder =
                    tensors.decoder(options, SHAPE, new Compute(Precision.FLOAT32, acceleration));
            NDArray grids = tensors.grids(SHAPE, 2);
            NDArray words = tensors.words(new long[] {1, 5, 9, 4}, new long[] {1, 7, 7, 10});
            CaptionDecoder.DecoderOutput whole = forward(decoder, grids, words, 0, 1);
            DecoderState state = decoder.initialState(new NDList(grids), 1);
            for (int position = 0; position < 4; position++) {
                NDIndex at = new NDIndex(":,{}", position);
                IncrementalDecoder.Step step = decoder.step(state, words.get(at));
                assertClose(whole.logits().get(at), step.logits());
                assertEquals(whole.attention().isPresent(), step.attention().isPresent());
                if (step.attention().isPresent()) {
                    assertClose(whole.attention().get().get(at), step.attention().get());
                }
                state = step.next();
            }
        }
    }

    @EveryDecoder
    void beamsOfAnImageEachFollowTheirOwnWords(DecoderOptions options) {
        for (Acceleration acceleration : Acceleration.values()) {
            CaptionDecoder decoder =
                    tensors.decoder(options, SHAPE, new Compute(Precision.FLOAT32, acceleration));
            NDArray grids = tensors.grids(SHAPE, 2);
            NDArray words =
                    tensors.words(
                            new long[] {1, 5, 9},
                            new long[] {1, 6, 3},
                            new long[] {1, 7, 7},
                            new long[] {1, 8, 2});
            NDArray whole = forward(decoder, grids, words, 0, 0, 1, 1).logits();
            DecoderState state = decoder.initialState(new NDList(grids), 2);
            for (int position = 0; position < 3; position++) {
                NDIndex at = new NDIndex(":,{}", position);
                IncrementalDecoder.Step step = decoder.step(state, words.get(at));
                assertClose(whole.get(at), step.logits());
                state = step.next();
            }
            // Crossed over within each image, rows continue the captions they were copied from.
            NDArray crossed = tensors.manager().create(new long[] {1, 1, 3, 2});
            NDArray next = tensors.manager().create(new long[] {4, 4, 4, 4});
            NDArray straight = decoder.step(state, next).logits();
            assertClose(straight.get(crossed), decoder.step(state.select(crossed), next).logits());
        }
    }

    @EveryDecoder
    void paddingBehindACaptionChangesNothingBeforeIt(DecoderOptions options) {
        CaptionDecoder decoder = tensors.decoder(options, SHAPE);
        NDArray grids = tensors.grids(SHAPE, 1);
        NDArray bare = forward(decoder, grids, tensors.words(new long[] {1, 5, 9}), 0).logits();
        NDArray padded =
                forward(decoder, grids, tensors.words(new long[] {1, 5, 9, 0, 0}), 0).logits();
        assertClose(bare, padded.get(":,0:3"));
    }

    @EveryDecoder
    void logitsDependOnTheImageAndOnEveryWordSoFar(DecoderOptions options) {
        CaptionDecoder decoder = tensors.decoder(options, SHAPE);
        NDArray grids = tensors.grids(SHAPE, 2);
        NDArray words =
                tensors.words(new long[] {1, 5, 9}, new long[] {1, 6, 9}, new long[] {1, 5, 9});
        NDArray logits = forward(decoder, grids, words, 0, 0, 1).logits();
        double ofWord = logits.get("0,2").sub(logits.get("1,2")).norm().getFloat();
        double ofImage = logits.get("0,2").sub(logits.get("2,2")).norm().getFloat();
        assertTrue(ofWord > 1e-4, () -> "an earlier word changed the logits by " + ofWord);
        assertTrue(ofImage > 1e-4, () -> "another image changed the logits by " + ofImage);
    }

    @EveryDecoder
    void attentionWeightsOfTheGridAreAtMostOneTogether(DecoderOptions options) {
        CaptionDecoder decoder = tensors.decoder(options, SHAPE);
        IncrementalDecoder.Step step =
                decoder.step(
                        decoder.initialState(new NDList(tensors.grids(SHAPE, 3)), 2),
                        tensors.manager().create(new long[] {1, 1, 1, 1, 1, 1}));
        if (step.attention().isPresent()) {
            NDArray weights = step.attention().get();
            assertEquals(new Shape(6, 9), weights.getShape());
            assertTrue(weights.min().getFloat() > 0);
            assertTrue(weights.sum(new int[] {1}).max().getFloat() <= 1 + 1e-5);
        }
    }

    @EveryDecoder
    void gradientsAgreeWithDifferencesEvenAfterAGarbageCollection(DecoderOptions options)
            throws InterruptedException {
        for (Acceleration acceleration : Acceleration.values()) {
            CaptionDecoder decoder =
                    tensors.decoder(options, SHAPE, new Compute(Precision.FLOAT32, acceleration));
            NDArray grids = tensors.grids(SHAPE, 2);
            decoder.parameters().requireGradient(GradientUse.RECORD);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray loss = loss(decoder, grids);
                // Scalars kept in collected Java buffers would corrupt what follows.
                overwriteFreedBuffers();
                collector.backward(loss);
            }
            for (Map.Entry<String, NDArray> each : decoder.parameters().arrays().entrySet()) {
                NDArray gradient = each.getValue().getGradient();
                assertTrue(
                        gradient.abs().max().getFloat() > 0,
                        () -> "no gradient reaches " + each.getKey());
                checkAgainstDifferences(decoder, grids, each.getKey(), each.getValue(), gradient);
            }
        }
    }

    @EveryDecoder
    void roundedProductsGiveNearlyTheGradientsOfExactOnes(DecoderOptions options) {
        CaptionDecoder exact = tensors.decoder(options, SHAPE);
        CaptionDecoder rounded = tensors.copy(exact, Compute.fused(Precision.BFLOAT16));
        ManyCaptions captions = new ManyCaptions(tensors, SHAPE);
        captions.backward(exact);
        captions.backward(rounded);
        double difference = 0;
        double total = 0;
        for (String name : exact.parameters().arrays().keySet()) {
            NDArray expected = exact.parameters().arrays().get(name).getGradient();
            NDArray actual = rounded.parameters().arrays().get(name).getGradient();
            difference += expected.sub(actual).square().sum().getFloat();
            total += expected.square().sum().getFloat();
        }
        double relative = Math.sqrt(difference / total);
        assertTrue(relative < 0.03, () -> "gradients differ by " + relative);
        assertTrue(relative > 1e-6, "rounding must have taken place");
    }

    private void checkAgainstDifferences(
            CaptionDecoder decoder, NDArray grids, String name, NDArray weight, NDArray gradient) {
        // A central difference along the gradient itself: its slope is the gradient's norm.
        float norm = gradient.norm().getFloat();
        if (norm < 1e-4) {
            return;
        }
        NDArray direction = gradient.div(norm);
        decoder.parameters().requireGradient(GradientUse.NONE);
        double far = slope(decoder, grids, weight, direction, 1e-2f);
        double near = slope(decoder, grids, weight, direction, 5e-3f);
        decoder.parameters().requireGradient(GradientUse.RECORD);
        // Richardson: the loss bends strongly where small word vectors are normalised.
        assertEquals(norm, (4 * near - far) / 3, 0.01 * norm + 1e-3, name);
    }

    private double slope(
            CaptionDecoder decoder,
            NDArray grids,
            NDArray weight,
            NDArray direction,
            float distance) {
        NDArray before = weight.duplicate();
        NDArray move = direction.mul(distance);
        Gradients.overwrite(weight, before.add(move));
        double above = loss(decoder, grids).getFloat();
        Gradients.overwrite(weight, before.sub(move));
        double below = loss(decoder, grids).getFloat();
        Gradients.overwrite(weight, before);
        return (above - below) / (2 * distance);
    }

    private NDArray loss(CaptionDecoder decoder, NDArray grids) {
        ImageMemory memory = decoder.encodeMemory(grids, Mode.TRAINING);
        NDArray words =
                tensors.words(
                        new long[] {1, 5, 9, 4}, new long[] {1, 7, 6, 10}, new long[] {1, 2, 3, 8});
        CaptionDecoder.DecoderOutput output =
                decoder.forward(
                        memory,
                        tensors.manager().create(new long[] {0, 1, 1}),
                        words,
                        Mode.TRAINING);
        NDArray targets =
                tensors.manager().create(new long[] {5, 9, 4, 2, 7, 6, 10, 2, 3, 8, 2, 2});
        NDArray crossEntropy =
                output.logits()
                        .reshape(-1, SHAPE.vocabulary())
                        .logSoftmax(-1)
                        .gather(targets.reshape(-1, 1), 1)
                        .neg()
                        .sum();
        // Uneven attention has to lead back to the parameters as words do.
        NDArray loss =
                output.attention()
                        .map(weights -> crossEntropy.add(weights.square().sum()))
                        .orElse(crossEntropy);
        return output.differentiable(loss);
    }

    private CaptionDecoder.DecoderOutput forward(
            CaptionDecoder decoder, NDArray grids, NDArray words, long... images) {
        return decoder.forward(
                decoder.encodeMemory(grids, Mode.INFERENCE),
                tensors.manager().create(images),
                words,
                Mode.INFERENCE);
    }

    private static void overwriteFreedBuffers() throws InterruptedException {
        System.gc();
        Thread.sleep(20);
        List<ByteBuffer> junk = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            junk.add(ByteBuffer.allocateDirect(4).putFloat(0, 1e6f));
        }
        assertEquals(5000, junk.size());
    }

    private static void assertClose(NDArray expected, NDArray actual) {
        assertEquals(expected.getShape(), actual.getShape());
        assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 2e-5f);
    }
}
