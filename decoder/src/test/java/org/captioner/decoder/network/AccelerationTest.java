package org.captioner.decoder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.registry.EveryDecoder;
import org.captioner.decoder.registry.TinyDecoders;
import org.captioner.decoder.search.Hypothesis;
import org.captioner.decoder.search.Search;
import org.captioner.decoder.search.SearchOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fused programs compute what the definitions do. */
class AccelerationTest {
    private static final DecoderShape SHAPE = new DecoderShape(3, 3, 6, 11, 7);
    private static final Vocabulary WORDS = DecoderExtension.vocabulary(SHAPE);
    private static final Compute DEFINITION = new Compute(Precision.FLOAT32, Acceleration.NONE);

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(23);

    @EveryDecoder
    void logitsAndAttentionAreThoseOfTheDefinition(DecoderOptions options) {
        CaptionDecoder fused = tensors.decoder(options, SHAPE);
        CaptionDecoder definition = tensors.copy(fused, DEFINITION);
        ManyCaptions captions = new ManyCaptions(tensors, SHAPE);
        for (Mode mode : Mode.values()) {
            CaptionDecoder.DecoderOutput expected = captions.forward(definition, mode);
            CaptionDecoder.DecoderOutput actual = captions.forward(fused, mode);
            assertClose(expected.logits(), actual.logits());
            assertEquals(expected.attention().isPresent(), actual.attention().isPresent());
            if (expected.attention().isPresent()) {
                assertClose(expected.attention().get(), actual.attention().get());
            }
        }
    }

    @EveryDecoder
    void gradientsAreThoseOfTheDefinition(DecoderOptions options) {
        CaptionDecoder fused = tensors.decoder(options, SHAPE);
        CaptionDecoder definition = tensors.copy(fused, DEFINITION);
        ManyCaptions captions = new ManyCaptions(tensors, SHAPE);
        captions.backward(fused);
        captions.backward(definition);
        definition
                .parameters()
                .arrays()
                .forEach(
                        (name, array) -> {
                            NDArray expected = array.getGradient();
                            NDArray actual = fused.parameters().arrays().get(name).getGradient();
                            double norm = expected.norm().getFloat();
                            double error = expected.sub(actual).norm().getFloat();
                            assertTrue(norm > 0, () -> "no gradient reaches " + name);
                            assertTrue(
                                    error <= 2e-5 * norm + 2e-6,
                                    () -> name + " differs by " + error + " of " + norm);
                        });
    }

    @EveryDecoder
    void stepsAreThoseOfTheDefinitionBeforeAndAfterFreezing(DecoderOptions options) {
        CaptionDecoder fused = tensors.decoder(options, SHAPE);
        CaptionDecoder definition = tensors.copy(fused, DEFINITION);
        NDList grids = new NDList(tensors.grids(SHAPE, 3));
        assertSameSteps(definition, fused, grids);
        fused.freeze();
        definition.freeze();
        assertSameSteps(definition, fused, grids);
    }

    @EveryDecoder
    void definitionsFindTheSameCaptions(DecoderOptions options) {
        CaptionDecoder fused = tensors.decoder(options, SHAPE);
        fused.parameters().arrays().values().forEach(array -> array.muli(3));
        CaptionDecoder definition = tensors.copy(fused, DEFINITION);
        fused.freeze();
        NDList grids = new NDList(tensors.grids(SHAPE, 20));
        for (int beams : new int[] {1, 3}) {
            Search search = new SearchOptions(beams, 0.7, 7).searchForBest(WORDS);
            List<List<Hypothesis>> expected = search.search(definition, grids);
            List<List<Hypothesis>> actual = search.search(fused, grids);
            for (int image = 0; image < expected.size(); image++) {
                assertEquals(expected.get(image).get(0).words(), actual.get(image).get(0).words());
            }
        }
    }

    @Test
    void definitionsLearn() {
        ManyCaptions captions = new ManyCaptions(tensors, SHAPE);
        for (DecoderOptions options : TinyDecoders.sized(8, 0.1).toList()) {
            CaptionDecoder definition = tensors.decoder(options, SHAPE, DEFINITION);
            double first = captions.crossEntropy(definition);
            for (int step = 0; step < 60; step++) {
                captions.descend(definition, 0.5f);
            }
            double last = captions.crossEntropy(definition);
            assertTrue(last < 0.85 * first, () -> options + ": " + first + " to " + last);
        }
    }

    private void assertSameSteps(CaptionDecoder definition, CaptionDecoder fused, NDList grids) {
        DecoderState expected = definition.initialState(grids, 2);
        DecoderState actual = fused.initialState(grids, 2);
        for (long word : new long[] {1, 6, 9}) {
            NDArray words = tensors.manager().create(new long[] {word, word, word, 4, word, 5});
            IncrementalDecoder.Step one = definition.step(expected, words);
            IncrementalDecoder.Step other = fused.step(actual, words);
            assertClose(one.logits(), other.logits());
            expected = one.next();
            actual = other.next();
        }
    }

    private static void assertClose(NDArray expected, NDArray actual) {
        assertEquals(expected.getShape(), actual.getShape());
        assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 2e-5f);
    }
}
