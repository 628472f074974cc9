package org.captioner.decoder.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.SplittableRandom;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderExtension;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.registry.EveryDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SamplerTest {
    private static final DecoderShape SHAPE = new DecoderShape(2, 2, 6, 9, 6);

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(11);

    @EveryDecoder
    void firstWordsComeAsOftenAsTheirProbabilities(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        NDList grids = new NDList(tensors.grids(SHAPE, 2));
        assertFirstWords(decoder, grids, 1);
        assertFirstWords(decoder, grids, 0.5);
    }

    private void assertFirstWords(CaptionDecoder decoder, NDList grids, double temperature) {
        int samples = 4000;
        List<List<List<Integer>>> drawn =
                new Sampler(samples, 6, temperature)
                        .sample(decoder, grids, new SplittableRandom(1));
        float[] expected = firstWordProbabilities(decoder, grids, temperature);
        for (int image = 0; image < 2; image++) {
            int[] counts = new int[SHAPE.vocabulary()];
            drawn.get(image).forEach(sentence -> counts[sentence.get(0)]++);
            for (int word = 0; word < counts.length; word++) {
                double probability = expected[image * counts.length + word];
                double deviation = Math.sqrt(samples * probability * (1 - probability));
                assertEquals(samples * probability, counts[word], 5 * deviation + 1e-9);
            }
        }
    }

    /** With markers and the unknown word ruled out, as in every search. */
    private float[] firstWordProbabilities(
            CaptionDecoder decoder, NDList grids, double temperature) {
        try (Decoding decoding = new Decoding(decoder, grids, 1, 6, Constraints.NONE)) {
            NDArray allowed = decoding.logProbabilities().exp().pow(1 / temperature);
            return allowed.div(allowed.sum(new int[] {1}, true)).toFloatArray();
        }
    }

    @EveryDecoder
    void sentencesEndWithTheMarkerUnlessTheyWereCutAndHoldNoOther(DecoderOptions kind) {
        List<List<List<Integer>>> drawn =
                new Sampler(50, 4, 1)
                        .sample(
                                lively(kind),
                                new NDList(tensors.grids(SHAPE, 3)),
                                new SplittableRandom(2));
        assertEquals(3, drawn.size());
        int cut = 0;
        for (List<List<Integer>> ofImage : drawn) {
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
        NDList grids = new NDList(tensors.grids(SHAPE, 2));
        Sampler sampler = new Sampler(5, 6, 1);
        List<List<List<Integer>>> once = sampler.sample(decoder, grids, new SplittableRandom(3));
        assertEquals(once, sampler.sample(decoder, grids, new SplittableRandom(3)));
        assertNotEquals(once, sampler.sample(decoder, grids, new SplittableRandom(4)));
    }

    /** Fresh decoders find all words about equally probable; these do not. */
    private CaptionDecoder lively(DecoderOptions kind) {
        CaptionDecoder decoder = tensors.decoder(kind, SHAPE);
        decoder.parameters().arrays().get("words.weight").muli(30);
        return decoder;
    }
}
