package org.captioner.decoder.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.SplittableRandom;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.EnsembleDecoder.Member;
import org.captioner.decoder.registry.EveryDecoder;
import org.captioner.decoder.search.Hypothesis;
import org.captioner.decoder.search.Sampler;
import org.captioner.decoder.search.SearchOptions;
import org.captioner.decoder.showandtell.ShowAndTellOptions;
import org.captioner.decoder.transformer.TransformerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnsembleDecoderTest {
    private static final DecoderShape SHAPE = new DecoderShape(2, 2, 6, 12, 6);
    private static final Vocabulary WORDS = DecoderExtension.vocabulary(SHAPE);
    private static final DecoderShape OTHER = new DecoderShape(3, 3, 4, 12, 5);

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(31);

    @EveryDecoder
    void aDecoderWithItselfGivesItsOwnCaptions(DecoderOptions options) {
        CaptionDecoder decoder = lively(options, SHAPE);
        IncrementalDecoder twice =
                new EnsembleDecoder(List.of(new Member(decoder, 0), new Member(decoder, 0)));
        NDList grids = new NDList(tensors.grids(SHAPE, 19));
        for (int beams : new int[] {1, 3}) {
            SearchOptions search = new SearchOptions(beams, 0.7, 6);
            List<List<Hypothesis>> alone = search.search(WORDS).search(decoder, grids);
            List<List<Hypothesis>> together = search.search(WORDS).search(twice, grids);
            for (int image = 0; image < alone.size(); image++) {
                Hypothesis expected = alone.get(image).get(0);
                Hypothesis actual = together.get(image).get(0);
                assertEquals(expected.words(), actual.words());
                assertEquals(expected.logProbability(), actual.logProbability(), 1e-4);
            }
        }
    }

    @Test
    void aStepIsTheMeanOfTheMembersProbabilitiesEvenAfterRowsWereSelected() {
        CaptionDecoder first = lively(new LstmOptions(8, 5, 0), SHAPE);
        CaptionDecoder second = lively(new TransformerOptions(8, 1, 2, 16, 0), OTHER);
        EnsembleDecoder both =
                new EnsembleDecoder(List.of(new Member(first, 0), new Member(second, 1)));
        NDArray ofFirst = tensors.grids(SHAPE, 2);
        NDArray ofSecond = tensors.grids(OTHER, 2);
        DecoderState state = both.initialState(new NDList(ofFirst, ofSecond), 2);
        DecoderState stateOfFirst = first.initialState(new NDList(ofFirst), 2);
        DecoderState stateOfSecond = second.initialState(new NDList(ofSecond), 2);
        NDArray parents = tensors.manager().create(new long[] {1, 0, 3, 3});
        for (long[] ids : new long[][] {{1, 1, 1, 1}, {5, 6, 7, 8}, {9, 4, 4, 11}}) {
            NDArray words = tensors.manager().create(ids);
            IncrementalDecoder.Step step = both.step(state, words);
            IncrementalDecoder.Step one = first.step(stateOfFirst, words);
            IncrementalDecoder.Step other = second.step(stateOfSecond, words);
            float[] p = one.logits().softmax(-1).toFloatArray();
            float[] q = other.logits().softmax(-1).toFloatArray();
            float[] mean = new float[p.length];
            for (int i = 0; i < p.length; i++) {
                mean[i] = (p[i] + q[i]) / 2;
            }
            assertArrayEquals(mean, step.logits().exp().toFloatArray(), 1e-6f);
            // Grids of two sizes have no common attention.
            assertTrue(step.attention().isEmpty());
            state = step.next().select(parents);
            stateOfFirst = one.next().select(parents);
            stateOfSecond = other.next().select(parents);
        }
        assertEquals(5, both.shape().maximumLength());
    }

    @Test
    void attentionIsTheMeanWhereAllMembersHaveOne() {
        CaptionDecoder first = lively(new LstmOptions(8, 5, 0), SHAPE);
        CaptionDecoder second = lively(new TransformerOptions(8, 1, 2, 16, 0), SHAPE);
        CaptionDecoder blind = lively(new ShowAndTellOptions(8, 0), SHAPE);
        NDList grids = new NDList(tensors.grids(SHAPE, 2));
        float[] p = attention(first, grids);
        float[] q = attention(second, grids);
        float[] mean = new float[p.length];
        for (int i = 0; i < p.length; i++) {
            mean[i] = (p[i] + q[i]) / 2;
        }
        assertArrayEquals(
                mean,
                attention(
                        new EnsembleDecoder(List.of(new Member(first, 0), new Member(second, 0))),
                        grids),
                1e-6f);
        EnsembleDecoder mixed =
                new EnsembleDecoder(List.of(new Member(first, 0), new Member(blind, 0)));
        assertFalse(firstStep(mixed, grids).attention().isPresent());
    }

    @Test
    void samplingWorksOnAnEnsemble() {
        EnsembleDecoder both =
                new EnsembleDecoder(
                        List.of(
                                new Member(lively(new LstmOptions(8, 5, 0), SHAPE), 0),
                                new Member(lively(new ShowAndTellOptions(8, 0), SHAPE), 0)));
        NDList grids = new NDList(tensors.grids(SHAPE, 2));
        Sampler sampler = new Sampler(4, 6, 1);
        assertEquals(
                sampler.sample(both, grids, new SplittableRandom(3)),
                sampler.sample(both, grids, new SplittableRandom(3)));
    }

    @Test
    void vocabulariesOfTwoSizesAreRefused() {
        CaptionDecoder first = lively(new LstmOptions(8, 5, 0), SHAPE);
        CaptionDecoder second = lively(new LstmOptions(8, 5, 0), new DecoderShape(2, 2, 6, 13, 6));
        List<Member> members = List.of(new Member(first, 0), new Member(second, 0));
        String message =
                assertThrows(InputException.class, () -> new EnsembleDecoder(members)).getMessage();
        assertTrue(message.contains("12 words and another 13"), message);
    }

    private float[] attention(IncrementalDecoder decoder, NDList grids) {
        return firstStep(decoder, grids).attention().orElseThrow().toFloatArray();
    }

    private IncrementalDecoder.Step firstStep(IncrementalDecoder decoder, NDList grids) {
        return decoder.step(
                decoder.initialState(grids, 1), tensors.manager().create(new long[] {1, 1}));
    }

    /** Fresh decoders find all words about equally probable; these do not. */
    private CaptionDecoder lively(DecoderOptions options, DecoderShape shape) {
        CaptionDecoder decoder = tensors.decoder(options, shape);
        decoder.parameters().arrays().values().forEach(array -> array.muli(4));
        return decoder;
    }
}
