package org.captioner.decoder.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.network.LstmOptions;
import org.captioner.decoder.network.Precision;
import org.captioner.decoder.network.TransformerOptions;
import org.captioner.encoder.tensor.TensorEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplerTest {
    private static final DecoderShape SHAPE = new DecoderShape(2, 2, 6, 9, 6);

    private NDManager manager;

    static Stream<DecoderOptions> kinds() {
        return Stream.of(new LstmOptions(8, 5, 0), new TransformerOptions(8, 1, 2, 16, 0));
    }

    @BeforeEach
    void start() {
        TensorEngine.start(1);
        TensorEngine.stopRecording();
        Engine.getInstance().setRandomSeed(11);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void firstWordsComeAsOftenAsTheDecoderSays(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        NDArray grids = manager.randomNormal(new Shape(2, 4, 6));
        assertFirstWords(decoder, grids, 1);
        assertFirstWords(decoder, grids, 0.5);
    }

    private void assertFirstWords(CaptionDecoder decoder, NDArray grids, double temperature) {
        int samples = 4000;
        List<List<List<Integer>>> said =
                new Sampler(samples, 6, temperature)
                        .sample(decoder, grids, new SplittableRandom(1));
        float[] expected = firstWordProbabilities(decoder, grids, temperature);
        for (int image = 0; image < 2; image++) {
            int[] counts = new int[SHAPE.vocabulary()];
            said.get(image).forEach(sentence -> counts[sentence.get(0)]++);
            for (int word = 0; word < counts.length; word++) {
                double probability = expected[image * counts.length + word];
                double deviation = Math.sqrt(samples * probability * (1 - probability));
                assertEquals(samples * probability, counts[word], 5 * deviation + 1e-9);
            }
        }
    }

    /** With markers and the unknown word ruled out, as in every search. */
    private float[] firstWordProbabilities(
            CaptionDecoder decoder, NDArray grids, double temperature) {
        try (Decoding decoding = new Decoding(decoder, grids, 1)) {
            NDArray allowed = decoding.logProbabilities().exp().pow(1 / temperature);
            return allowed.div(allowed.sum(new int[] {1}, true)).toFloatArray();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void sentencesEndWithTheMarkerUnlessTheyWereCutAndHoldNoOther(DecoderOptions kind) {
        List<List<List<Integer>>> said =
                new Sampler(50, 4, 1)
                        .sample(
                                lively(kind),
                                manager.randomNormal(new Shape(3, 4, 6)),
                                new SplittableRandom(2));
        assertEquals(3, said.size());
        int cut = 0;
        for (List<List<Integer>> ofImage : said) {
            assertEquals(50, ofImage.size());
            for (List<Integer> sentence : ofImage) {
                int last = sentence.size() - 1;
                boolean ended = sentence.get(last) == Vocabulary.END;
                assertTrue(ended || sentence.size() == 4, sentence::toString);
                cut += ended ? 0 : 1;
                assertFalse(sentence.subList(0, last).contains(Vocabulary.END));
                assertFalse(sentence.contains(Vocabulary.UNKNOWN));
                assertFalse(sentence.contains(Vocabulary.START));
                assertFalse(sentence.contains(Vocabulary.PAD));
            }
        }
        assertNotEquals(0, cut);
    }

    @Test
    void theSameGeneratorGivesTheSameSentences() {
        CaptionDecoder decoder = lively(new LstmOptions(8, 5, 0));
        NDArray grids = manager.randomNormal(new Shape(2, 4, 6));
        Sampler sampler = new Sampler(5, 6, 1);
        List<List<List<Integer>>> once = sampler.sample(decoder, grids, new SplittableRandom(3));
        assertEquals(once, sampler.sample(decoder, grids, new SplittableRandom(3)));
        assertNotEquals(once, sampler.sample(decoder, grids, new SplittableRandom(4)));
    }

    /** Fresh weights say every word about equally often; these do not. */
    private CaptionDecoder lively(DecoderOptions kind) {
        CaptionDecoder decoder = kind.create(SHAPE, manager, Precision.FLOAT32);
        decoder.parameters().arrays().get("words.weight").muli(30);
        return decoder;
    }
}
