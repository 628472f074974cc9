package org.captioner.decoder.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderExtension;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.registry.EveryDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SearchTest {
    private static final DecoderShape SHAPE = new DecoderShape(2, 2, 6, 12, 6);
    private static final Vocabulary WORDS = DecoderExtension.vocabulary(SHAPE);

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(11);

    @EveryDecoder
    void cachedBatchedSearchEqualsTheSlowReference(DecoderOptions kind) {
        for (int round = 0; round < 2; round++) {
            CaptionDecoder decoder = lively(kind);
            NDArray grids = grids(3);
            for (int beams : new int[] {1, 2, 3, 5}) {
                for (double power : new double[] {0, 0.7, 1}) {
                    SearchOptions options = new SearchOptions(beams, power, 5);
                    List<List<Hypothesis>> found =
                            options.search(WORDS).search(decoder, new NDList(grids));
                    for (int image = 0; image < 3; image++) {
                        List<Hypothesis> expected =
                                new ReferenceSearch(options, decoder)
                                        .search(grids.get(image + ":" + (image + 1)));
                        assertSame(expected, found.get(image), options);
                    }
                }
            }
        }
    }

    @EveryDecoder
    void aCaptionDoesNotDependOnTheBatchItWasMadeIn(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        decoder.freeze();
        NDArray grids = grids(37);
        Search search = new SearchOptions(3, 0.7, 6).search(WORDS);
        List<List<Hypothesis>> together = search.search(decoder, new NDList(grids));
        for (int image : new int[] {0, 5, 15, 16, 36}) {
            List<List<Hypothesis>> alone =
                    search.search(decoder, new NDList(grids.get(image + ":" + (image + 1))));
            // Equal to the last bit, log probabilities included.
            assertEquals(together.get(image), alone.get(0));
        }
    }

    @EveryDecoder
    void searchingForTheBestAloneFindsTheSameBest(DecoderOptions kind) {
        for (int round = 0; round < 2; round++) {
            CaptionDecoder decoder = lively(kind);
            NDArray grids = grids(37);
            for (double power : new double[] {0, 0.7, 1}) {
                SearchOptions options = new SearchOptions(3, power, 6);
                List<List<Hypothesis>> all =
                        options.search(WORDS).search(decoder, new NDList(grids));
                List<List<Hypothesis>> best =
                        options.searchForBest(WORDS).search(decoder, new NDList(grids));
                for (int image = 0; image < 37; image++) {
                    assertEquals(all.get(image).get(0), best.get(image).get(0));
                }
            }
        }
    }

    @EveryDecoder
    void aSearchEndsWhenTheDecoderNeverWantsTo(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        favour(decoder, Vocabulary.END, -1000);
        for (int beams : new int[] {1, 4}) {
            SearchOptions options = new SearchOptions(beams, 0.7, 5);
            for (List<Hypothesis> hypotheses :
                    options.search(WORDS).search(decoder, new NDList(grids(2)))) {
                assertFalse(hypotheses.isEmpty());
                hypotheses.forEach(each -> assertEquals(5, each.words().size()));
            }
        }
    }

    @EveryDecoder
    void aSearchMayFindTheEmptySentence(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        favour(decoder, Vocabulary.END, 1000);
        for (int beams : new int[] {1, 4}) {
            SearchOptions options = new SearchOptions(beams, 0.7, 5);
            assertEquals(
                    List.of(),
                    options.search(WORDS)
                            .search(decoder, new NDList(grids(1)))
                            .get(0)
                            .get(0)
                            .words());
        }
    }

    @EveryDecoder
    void markersAndTheUnknownWordAreNeverChosen(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        favour(decoder, Vocabulary.UNKNOWN, 1000);
        favour(decoder, Vocabulary.PAD, 1000);
        favour(decoder, Vocabulary.START, 1000);
        for (int beams : new int[] {1, 4}) {
            SearchOptions options = new SearchOptions(beams, 0.7, 5);
            for (List<Hypothesis> hypotheses :
                    options.search(WORDS).search(decoder, new NDList(grids(3)))) {
                for (Hypothesis each : hypotheses) {
                    assertTrue(each.words().stream().allMatch(word -> word > Vocabulary.UNKNOWN));
                }
            }
        }
    }

    @EveryDecoder
    void hypothesesOfAnImageDifferAndFallInScore(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        for (List<Hypothesis> found :
                new SearchOptions(5, 0.7, 6).search(WORDS).search(decoder, new NDList(grids(4)))) {
            List<List<Integer>> sentences = new ArrayList<>();
            found.forEach(each -> sentences.add(each.words()));
            assertEquals(sentences.size(), new HashSet<>(sentences).size());
            for (int i = 1; i < found.size(); i++) {
                assertTrue(found.get(i - 1).score() >= found.get(i).score());
            }
        }
    }

    @Test
    void optionsOutOfRangeAreRefusedByName() {
        assertMessage("beam size is 0", () -> new SearchOptions(0, 0.7, 20));
        assertMessage("length normalization is 3.0", () -> new SearchOptions(1, 3, 20));
        assertMessage("length normalization is NaN", () -> new SearchOptions(1, Double.NaN, 20));
        assertMessage("maximum length is 0", () -> new SearchOptions(1, 0.7, 0));
    }

    private static void assertMessage(String start, org.junit.jupiter.api.function.Executable e) {
        String message = assertThrows(InputException.class, e).getMessage();
        assertTrue(message.startsWith(start), message);
    }

    private static void assertSame(
            List<Hypothesis> expected, List<Hypothesis> actual, SearchOptions options) {
        assertEquals(expected.size(), actual.size(), options::toString);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).words(), actual.get(i).words(), options::toString);
            assertEquals(expected.get(i).logProbability(), actual.get(i).logProbability(), 1e-4);
            assertEquals(expected.get(i).score(), actual.get(i).score(), 1e-4);
        }
    }

    /** Fresh decoders find all words about equally probable; these do not. */
    private CaptionDecoder lively(DecoderOptions kind) {
        CaptionDecoder decoder = tensors.decoder(kind, SHAPE);
        decoder.parameters().arrays().values().forEach(array -> array.muli(4));
        return decoder;
    }

    private static void favour(CaptionDecoder decoder, int word, float by) {
        NDArray bias = decoder.parameters().arrays().get("words.bias");
        float[] values = bias.toFloatArray();
        values[word] += by;
        bias.set(values);
    }

    private NDArray grids(int images) {
        return tensors.grids(SHAPE, images);
    }
}
