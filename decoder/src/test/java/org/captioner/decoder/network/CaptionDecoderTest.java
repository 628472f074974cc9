package org.captioner.decoder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.captioner.encoder.tensor.Parameters.GradientUse;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaptionDecoderTest {
    private static final DecoderShape SHAPE = new DecoderShape(3, 3, 6, 11, 7);

    private NDManager manager;

    static Stream<DecoderOptions> kinds() {
        return Stream.of(new LstmOptions(8, 5, 0), new TransformerOptions(8, 2, 2, 16, 0));
    }

    @BeforeEach
    void start() {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        Engine.getInstance().setRandomSeed(7);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void oneWordAtATimeGivesTheLogitsOfTeacherForcing(DecoderOptions options) {
        CaptionDecoder decoder = options.create(SHAPE, manager, Precision.FLOAT32);
        ImageMemory memory = decoder.encodeMemory(grids(2), Mode.INFERENCE);
        NDArray words = words(new long[][] {{1, 5, 9, 4}, {1, 7, 7, 10}});
        CaptionDecoder.DecoderOutput whole =
                decoder.forward(memory, manager.create(new long[] {0, 1}), words, Mode.INFERENCE);
        DecoderState state = decoder.initialState(memory, 1);
        for (int step = 0; step < 4; step++) {
            CaptionDecoder.Step one = decoder.step(state, words.get(new NDIndex(":,{}", step)));
            assertClose(whole.logits().get(new NDIndex(":,{}", step)), one.logits());
            assertClose(whole.attention().get(new NDIndex(":,{}", step)), one.attention());
            state = one.next();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void beamsOfAnImageEachFollowTheirOwnWords(DecoderOptions options) {
        CaptionDecoder decoder = options.create(SHAPE, manager, Precision.FLOAT32);
        ImageMemory memory = decoder.encodeMemory(grids(2), Mode.INFERENCE);
        long[][] said = {{1, 5, 9}, {1, 6, 3}, {1, 7, 7}, {1, 8, 2}};
        NDArray words = words(said);
        NDArray whole =
                decoder.forward(
                                memory,
                                manager.create(new long[] {0, 0, 1, 1}),
                                words,
                                Mode.INFERENCE)
                        .logits();
        DecoderState state = decoder.initialState(memory, 2);
        for (int step = 0; step < 3; step++) {
            CaptionDecoder.Step one = decoder.step(state, words.get(new NDIndex(":,{}", step)));
            assertClose(whole.get(new NDIndex(":,{}", step)), one.logits());
            state = one.next();
        }
        // Crossed over within each image, the rows go on as the sentences they were copied from.
        NDArray crossed = manager.create(new long[] {1, 1, 3, 2});
        NDArray next = manager.create(new long[] {4, 4, 4, 4});
        NDArray straight = decoder.step(state, next).logits();
        assertClose(straight.get(crossed), decoder.step(state.select(crossed), next).logits());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void paddingBehindACaptionChangesNothingBeforeIt(DecoderOptions options) {
        CaptionDecoder decoder = options.create(SHAPE, manager, Precision.FLOAT32);
        ImageMemory memory = decoder.encodeMemory(grids(1), Mode.INFERENCE);
        NDArray image = manager.create(new long[] {0});
        NDArray bare =
                decoder.forward(memory, image, words(new long[][] {{1, 5, 9}}), Mode.INFERENCE)
                        .logits();
        NDArray padded =
                decoder.forward(
                                memory,
                                image,
                                words(new long[][] {{1, 5, 9, 0, 0}}),
                                Mode.INFERENCE)
                        .logits();
        assertClose(bare, padded.get(":,0:3"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void attentionWeightsAreProbabilitiesOverTheGrid(DecoderOptions options) {
        CaptionDecoder decoder = options.create(SHAPE, manager, Precision.FLOAT32);
        CaptionDecoder.Step step =
                decoder.step(
                        decoder.initialState(decoder.encodeMemory(grids(3), Mode.INFERENCE), 2),
                        manager.create(new long[] {1, 1, 1, 1, 1, 1}));
        assertEquals(new Shape(6, 9), step.attention().getShape());
        assertClose(manager.ones(new Shape(6)), step.attention().sum(new int[] {1}));
        assertTrue(step.attention().min().getFloat() >= 0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void gradientsAgreeWithDifferencesEvenAfterAGarbageCollection(DecoderOptions options)
            throws InterruptedException {
        CaptionDecoder decoder = options.create(SHAPE, manager, Precision.FLOAT32);
        NDArray grids = grids(2);
        decoder.parameters().requireGradient(GradientUse.RECORD);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = loss(decoder, grids);
            // Scalars kept in collected Java buffers would corrupt what follows.
            overwriteFreedBuffers();
            collector.backward(loss);
        }
        Map<String, NDArray> weights = decoder.parameters().arrays();
        for (Map.Entry<String, NDArray> each : weights.entrySet()) {
            NDArray gradient = each.getValue().getGradient();
            assertTrue(
                    gradient.abs().max().getFloat() > 0 || isKeyBias(each.getKey(), options),
                    () -> "no gradient reaches " + each.getKey());
            checkAgainstDifferences(decoder, grids, each.getKey(), each.getValue(), gradient);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void roundedProductsGiveNearlyTheGradientsOfExactOnes(DecoderOptions options) {
        CaptionDecoder exact = options.create(SHAPE, manager, Precision.FLOAT32);
        CaptionDecoder rounded = options.create(SHAPE, manager, Precision.BFLOAT16);
        exact.parameters()
                .arrays()
                .forEach((name, array) -> array.copyTo(rounded.parameters().arrays().get(name)));
        NDArray grids = grids(40);
        List<CaptionDecoder> both = List.of(exact, rounded);
        for (CaptionDecoder decoder : both) {
            decoder.parameters().requireGradient(GradientUse.RECORD);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(manyWordsLoss(decoder, grids));
            }
        }
        NDArray difference = manager.zeros(new Shape());
        NDArray total = manager.zeros(new Shape());
        for (String name : exact.parameters().arrays().keySet()) {
            NDArray expected = exact.parameters().arrays().get(name).getGradient();
            NDArray actual = rounded.parameters().arrays().get(name).getGradient();
            difference = difference.add(expected.sub(actual).square().sum());
            total = total.add(expected.square().sum());
        }
        double relative = Math.sqrt(difference.getFloat() / total.getFloat());
        assertTrue(relative < 0.03, () -> "gradients differ by " + relative);
        assertTrue(relative > 1e-6, "rounding must have taken place");
    }

    /** Forty captions of four words, enough rows for products to be rounded. */
    private NDArray manyWordsLoss(CaptionDecoder decoder, NDArray grids) {
        long[] rows = new long[40];
        long[][] said = new long[40][];
        for (int row = 0; row < 40; row++) {
            rows[row] = row;
            said[row] = new long[] {1, 4 + row % 7, 5 + row % 5, 4 + row % 3};
        }
        CaptionDecoder.DecoderOutput decoded =
                decoder.forward(
                        decoder.encodeMemory(grids, Mode.TRAINING),
                        manager.create(rows),
                        words(said),
                        Mode.TRAINING);
        return decoded.differentiable(decoded.logits().logSoftmax(-1).get(":,:,2").neg().mean());
    }

    /** Softmax ignores what is added to all scores alike, so a key's bias cannot matter there. */
    private static boolean isKeyBias(String name, DecoderOptions options) {
        return options instanceof TransformerOptions && name.endsWith("kv.bias");
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
        before.add(move).copyTo(weight);
        double above = loss(decoder, grids).getFloat();
        before.sub(move).copyTo(weight);
        double below = loss(decoder, grids).getFloat();
        before.copyTo(weight);
        return (above - below) / (2 * distance);
    }

    private NDArray loss(CaptionDecoder decoder, NDArray grids) {
        ImageMemory memory = decoder.encodeMemory(grids, Mode.TRAINING);
        NDArray words = words(new long[][] {{1, 5, 9, 4}, {1, 7, 6, 10}, {1, 2, 3, 8}});
        CaptionDecoder.DecoderOutput decoded =
                decoder.forward(memory, manager.create(new long[] {0, 1, 1}), words, Mode.TRAINING);
        NDArray targets = manager.create(new long[] {5, 9, 4, 2, 7, 6, 10, 2, 3, 8, 2, 2});
        NDArray crossEntropy =
                decoded.logits()
                        .reshape(-1, SHAPE.vocabulary())
                        .logSoftmax(-1)
                        .gather(targets.reshape(-1, 1), 1)
                        .neg()
                        .sum();
        // Uneven attention has to lead back to the weights as words do.
        NDArray attended = decoded.attention().square().sum();
        return decoded.differentiable(crossEntropy.add(attended));
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

    private NDArray grids(int images) {
        return manager.randomNormal(
                0f, 1f, new Shape(images, SHAPE.cells(), SHAPE.channels()), DataType.FLOAT32);
    }

    private NDArray words(long[][] ids) {
        NDArray rows = manager.create(new Shape(ids.length, ids[0].length), DataType.INT64);
        rows.set(Stream.of(ids).flatMapToLong(Arrays::stream).toArray());
        return rows;
    }

    private static void assertClose(NDArray expected, NDArray actual) {
        assertEquals(expected.getShape(), actual.getShape());
        assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 2e-5f);
    }
}
