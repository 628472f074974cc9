package org.captioner.decoder.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderExtension;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.registry.EveryDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SearchMethodsTest {
    private static final DecoderShape SHAPE = new DecoderShape(2, 2, 6, 9, 6);
    private static final Vocabulary WORDS = DecoderExtension.vocabulary(SHAPE);
    private static final Sampling PLAIN = new Sampling(1, 0, 1, 3);

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(17);

    @EveryDecoder
    void diverseGroupsEqualTheSlowReference(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        NDArray grids = tensors.grids(SHAPE, 2);
        for (DiverseGroups groups : List.of(new DiverseGroups(2, 0.5), new DiverseGroups(3, 3))) {
            SearchOptions options = new SearchOptions(6, 0.7, 5).withMethod(groups);
            List<List<Hypothesis>> found = options.search(WORDS).search(decoder, new NDList(grids));
            for (int image = 0; image < 2; image++) {
                List<Hypothesis> expected =
                        new ReferenceDiverseSearch(options, groups, decoder)
                                .search(grids.get(image + ":" + (image + 1)));
                assertEquals(
                        expected.stream().map(Hypothesis::words).toList(),
                        found.get(image).stream().map(Hypothesis::words).toList(),
                        groups::toString);
                assertEquals(
                        expected.get(0).logProbability(),
                        found.get(image).get(0).logProbability(),
                        1e-4);
            }
        }
    }

    @Test
    void aDrawHasTheProbabilitiesOfTemperatureAndTruncation() {
        double[] probabilities = {0.4, 0.05, 0.3, 0.25};
        assertDraws(probabilities, new Sampling(1, 0, 1, 0), 0.4, 0.05, 0.3, 0.25);
        assertDraws(probabilities, new Sampling(1, 2, 1, 0), 0.4 / 0.7, 0, 0.3 / 0.7, 0);
        assertDraws(probabilities, new Sampling(1, 0, 0.6, 0), 0.4 / 0.7, 0, 0.3 / 0.7, 0);
        assertDraws(probabilities, new Sampling(1, 0, 0.35, 0), 1, 0, 0, 0);
        assertDraws(
                probabilities, new Sampling(1, 3, 0.8, 0), 0.4 / 0.95, 0, 0.3 / 0.95, 0.25 / 0.95);
        double squares = 0.16 + 0.09 + 0.0625 + 0.0025;
        assertDraws(
                probabilities,
                new Sampling(0.5, 0, 1, 0),
                0.16 / squares,
                0.0025 / squares,
                0.09 / squares,
                0.0625 / squares);
    }

    /** Shares by word over an even grid of draws. */
    private void assertDraws(double[] probabilities, Sampling sampling, double... expected) {
        int draws = 1 << 13;
        float[] scores = new float[draws * probabilities.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) Math.log(probabilities[i % probabilities.length]);
        }
        float[] uniform = new float[draws];
        for (int i = 0; i < draws; i++) {
            uniform[i] = i / (float) draws;
        }
        NDArray rows = tensors.manager().create(scores, new Shape(draws, probabilities.length));
        DrawnWords words = DrawnWords.of(rows, sampling, uniform);
        double[] shares = new double[expected.length];
        for (int i = 0; i < draws; i++) {
            int word = Math.toIntExact(words.ids()[i]);
            shares[word] += 1.0 / draws;
            assertEquals(scores[word], words.logProbabilities()[i]);
        }
        assertArrayEquals(expected, shares, 3e-4);
    }

    @EveryDecoder
    void samplesDependOnSeedAndPhotoAndNotOnTheBatch(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        decoder.freeze();
        NDArray grids = tensors.grids(SHAPE, 18);
        SearchOptions options = new SearchOptions(4, 0.7, 6).withMethod(PLAIN);
        List<List<Hypothesis>> together = options.search(WORDS).search(decoder, new NDList(grids));
        for (int image : new int[] {0, 7, 17}) {
            NDList alone = new NDList(grids.get(image + ":" + (image + 1)));
            assertEquals(together.get(image), options.search(WORDS).search(decoder, alone).get(0));
        }
        assertNotEquals(
                together,
                options.withMethod(new Sampling(1, 0, 1, 4))
                        .search(WORDS)
                        .search(decoder, new NDList(grids)));
    }

    @EveryDecoder
    void aSampleHasTheProbabilityThatExhaustiveSearchGivesIt(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        NDArray grids = tensors.grids(SHAPE, 1);
        SearchOptions options = new SearchOptions(30, 0.7, 3);
        Map<List<Integer>, Double> exact = new HashMap<>();
        SearchOptions all = new SearchOptions(100, 0.7, 3);
        // 5 words: 156 sentences, the best 100 of which are enough to meet most samples.
        new ExhaustiveSearch(all, decoder, words -> true)
                .search(grids)
                .forEach(each -> exact.put(each.words(), each.logProbability()));
        int met = 0;
        for (Hypothesis each :
                options.withMethod(new Sampling(2, 0, 1, 1))
                        .search(WORDS)
                        .search(decoder, new NDList(grids))
                        .get(0)) {
            if (exact.containsKey(each.words())) {
                assertEquals(exact.get(each.words()), each.logProbability(), 1e-4);
                met++;
            }
        }
        assertTrue(met > 10, met + " samples met");
    }

    @EveryDecoder
    void theConsensusIsTheCandidateWithTheHighestMeanCider(DecoderOptions kind) {
        CaptionDecoder decoder = lively(kind);
        NDList features = new NDList(tensors.grids(SHAPE, 3));
        SearchOptions beam = new SearchOptions(5, 0.7, 6);
        SearchOptions consensus = beam.withMethod(new Consensus(15, PLAIN));
        List<List<Hypothesis>> found = consensus.search(WORDS).search(decoder, features);
        List<List<Hypothesis>> ofBeam = beam.search(WORDS).search(decoder, features);
        List<List<Hypothesis>> ofSamples =
                beam.withBeams(10).withMethod(PLAIN).search(WORDS).search(decoder, features);
        for (int image = 0; image < 3; image++) {
            List<Hypothesis> candidates = new ArrayList<>(ofBeam.get(image));
            candidates.addAll(ofSamples.get(image));
            Map<List<Integer>, Double> expected = new HashMap<>();
            double most = 0;
            for (int i = 0; i < candidates.size(); i++) {
                double sum = 0;
                for (int j = 0; j < candidates.size(); j++) {
                    sum += i == j ? 0 : cider(candidates.get(i).words(), candidates.get(j).words());
                }
                expected.put(candidates.get(i).words(), sum / (candidates.size() - 1));
                most = Math.max(most, sum / (candidates.size() - 1));
            }
            assertEquals(most, found.get(image).get(0).score(), 1e-9);
            for (Hypothesis each : found.get(image)) {
                assertEquals(expected.get(each.words()), each.score(), 1e-9);
            }
        }
    }

    /** CIDEr-D of one reference where all n-grams weigh the same. */
    private static double cider(List<Integer> hypothesis, List<Integer> reference) {
        double sum = 0;
        for (int n = 1; n <= 4; n++) {
            Map<List<Integer>, Double> h = ngrams(hypothesis, n);
            Map<List<Integer>, Double> r = ngrams(reference, n);
            double product = 0;
            for (Map.Entry<List<Integer>, Double> each : h.entrySet()) {
                double other = r.getOrDefault(each.getKey(), 0.0);
                product += Math.min(each.getValue(), other) * other;
            }
            if (product > 0) {
                sum += product / Math.sqrt(squares(h) * squares(r));
            }
        }
        double difference =
                Math.max(0, hypothesis.size() - 1) - (double) Math.max(0, reference.size() - 1);
        return 10 * Math.exp(-difference * difference / 72) * sum / 4;
    }

    private static Map<List<Integer>, Double> ngrams(List<Integer> words, int n) {
        Map<List<Integer>, Double> counts = new HashMap<>();
        for (int from = 0; from + n <= words.size(); from++) {
            counts.merge(words.subList(from, from + n), 1.0, Double::sum);
        }
        return counts;
    }

    private static double squares(Map<List<Integer>, Double> counts) {
        return counts.values().stream().mapToDouble(count -> count * count).sum();
    }

    @Test
    void methodsThatDoNotFitTheBeamsAreRefused() {
        SearchOptions five = new SearchOptions(5, 0.7, 6);
        assertMessage("groups; use a multiple of 2", five.withMethod(new DiverseGroups(2, 1)));
        assertMessage("use at most 4 as beam size", five.withMethod(new Consensus(4, PLAIN)));
        assertThrows(InputException.class, () -> new DiverseGroups(1, 1));
        assertThrows(InputException.class, () -> new DiverseGroups(2, 0));
        assertThrows(InputException.class, () -> new Consensus(2, PLAIN));
        assertThrows(InputException.class, () -> new Sampling(0, 0, 1, 1));
        assertThrows(InputException.class, () -> new Sampling(1, -1, 1, 1));
        assertThrows(InputException.class, () -> new Sampling(1, 0, 0, 1));
    }

    private static void assertMessage(String part, SearchOptions options) {
        String message =
                assertThrows(InputException.class, () -> options.search(WORDS)).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void labelsNameTheMethod() {
        SearchOptions six = new SearchOptions(6, 0.7, 6);
        assertEquals("beam 6", six.label());
        assertEquals(
                "beam 6 in 2 groups, diversity 0.5",
                six.withMethod(new DiverseGroups(2, 0.5)).label());
        assertEquals(
                "consensus of beam 6 and 4 samples (temperature 1.0, seed 3)",
                six.withMethod(new Consensus(10, PLAIN)).label());
        assertEquals(
                "a sample (temperature 0.7, top-k 5, top-p 0.9, seed 1)",
                six.withBeams(1).withMethod(new Sampling(0.7, 5, 0.9, 1)).label());
    }

    /** Fresh decoders find all words about equally probable; these do not. */
    private CaptionDecoder lively(DecoderOptions kind) {
        CaptionDecoder decoder = tensors.decoder(kind, SHAPE);
        decoder.parameters().arrays().values().forEach(array -> array.muli(4));
        return decoder;
    }
}
