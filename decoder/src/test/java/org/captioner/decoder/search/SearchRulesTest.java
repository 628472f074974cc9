package org.captioner.decoder.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.captioner.dataset.InputException;
import org.captioner.dataset.text.Vocabulary;
import org.captioner.decoder.lstm.LstmOptions;
import org.captioner.decoder.network.CaptionDecoder;
import org.captioner.decoder.network.DecoderExtension;
import org.captioner.decoder.network.DecoderOptions;
import org.captioner.decoder.network.DecoderShape;
import org.captioner.decoder.registry.EveryDecoder;
import org.captioner.eval.defect.DefectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With more beams than there are sentences, a search finds exactly those that keep the rules. */
class SearchRulesTest {
    private static final DecoderShape SHAPE = new DecoderShape(2, 2, 6, 8, 6);
    private static final Vocabulary WORDS =
            Vocabulary.build(List.of(List.of("a", "and", "cat", "dog")), 1);
    private static final SearchOptions ALL = new SearchOptions(100, 0.7, 3);
    private static final List<SearchOptions> OPTIONS =
            List.of(ALL, new SearchOptions(1, 0.7, 4), new SearchOptions(3, 0, 5));

    @RegisterExtension final DecoderExtension tensors = DecoderExtension.seeded(5);

    @EveryDecoder
    void noSequenceOfWordsComesTwice(DecoderOptions kind) {
        for (int length : new int[] {1, 2}) {
            assertRule(
                    kind,
                    SearchRules.NONE.withNoRepeatNgram(length),
                    words -> {
                        Set<List<Integer>> seen = new HashSet<>();
                        for (int from = 0; from + length <= words.size(); from++) {
                            if (!seen.add(words.subList(from, from + length))) {
                                return false;
                            }
                        }
                        return true;
                    });
        }
    }

    @EveryDecoder
    void noSentenceIsShorterThanTheMinimum(DecoderOptions kind) {
        assertRule(kind, SearchRules.NONE.withMinimumLength(3), words -> words.size() >= 3);
    }

    @EveryDecoder
    void noSentenceHoldsAForbiddenWord(DecoderOptions kind) {
        int and = WORDS.id("and");
        assertRule(
                kind,
                SearchRules.NONE.withForbidden(List.of("and")),
                words -> !words.contains(and));
    }

    @EveryDecoder
    void everySentenceHoldsTheForcedWords(DecoderOptions kind) {
        for (List<String> forced : List.of(List.of("dog"), List.of("and", "dog"))) {
            Collection<Integer> ids = forced.stream().map(WORDS::id).toList();
            assertRule(kind, SearchRules.NONE.withForced(forced), words -> words.containsAll(ids));
        }
    }

    @EveryDecoder
    void noSentenceRepeatsOrBreaksOff(DecoderOptions kind) {
        assertRule(
                kind,
                SearchRules.NONE.withDefects(DefectPolicy.AVOID),
                words ->
                        !DefectKind.REPETITION.isIn(texts(words))
                                && !DefectKind.UNFINISHED.isIn(texts(words)));
    }

    @EveryDecoder
    void rulesHoldTogether(DecoderOptions kind) {
        assertRule(
                kind,
                SearchRules.NONE
                        .withDefects(DefectPolicy.AVOID)
                        .withMinimumLength(2)
                        .withForced(List.of("and")),
                words ->
                        !DefectKind.REPETITION.isIn(texts(words))
                                && !DefectKind.UNFINISHED.isIn(texts(words))
                                && words.size() >= 2
                                && words.contains(WORDS.id("and")));
    }

    /** Rules hold for sentences of every search; a search that keeps all finds all. */
    private void assertRule(DecoderOptions kind, SearchRules rules, Predicate<List<Integer>> rule) {
        CaptionDecoder decoder = lively(kind);
        NDArray grids = tensors.grids(SHAPE, 2);
        NDList features = new NDList(grids);
        SearchOptions all = ALL.withRules(rules);
        List<List<Hypothesis>> found = all.search(WORDS).search(decoder, features);
        List<List<Hypothesis>> best = all.searchForBest(WORDS).search(decoder, features);
        for (int image = 0; image < 2; image++) {
            List<Hypothesis> expected =
                    new ExhaustiveSearch(all, decoder, rule)
                            .search(grids.get(image + ":" + (image + 1)));
            assertEquals(
                    probabilities(expected).keySet(), probabilities(found.get(image)).keySet());
            assertEquals(expected.get(0).words(), found.get(image).get(0).words());
            assertEquals(found.get(image).get(0), best.get(image).get(0));
            Map<List<Integer>, Double> exact = probabilities(expected);
            probabilities(found.get(image))
                    .forEach((words, value) -> assertEquals(exact.get(words), value, 1e-3));
        }
        for (SearchOptions options : OPTIONS) {
            options.withRules(rules).search(WORDS).search(decoder, features).stream()
                    .flatMap(List::stream)
                    .forEach(each -> assertTrue(rule.test(each.words()), each + " by " + rules));
        }
    }

    @Test
    void samplesAndGroupsKeepTheRules() {
        CaptionDecoder decoder = lively(new LstmOptions(8, 5, 0));
        SearchRules rules =
                SearchRules.NONE.withDefects(DefectPolicy.AVOID).withForbidden(List.of("and"));
        for (SearchMethod method :
                List.of(
                        new Sampling(1, 0, 1, 1),
                        new DiverseGroups(5, 0.5),
                        new Consensus(40, new Sampling(1, 0, 1, 1)))) {
            SearchOptions options = new SearchOptions(20, 0.7, 5, rules, method);
            options.search(WORDS).search(decoder, new NDList(tensors.grids(SHAPE, 3))).stream()
                    .flatMap(List::stream)
                    .map(each -> texts(each.words()))
                    .forEach(
                            words -> {
                                assertTrue(!words.contains("and"), words::toString);
                                assertTrue(!DefectKind.REPETITION.isIn(words), words::toString);
                                assertTrue(!DefectKind.UNFINISHED.isIn(words), words::toString);
                            });
        }
    }

    @Test
    void aSentenceThatNoWordMayContinueEndsThere() {
        SearchRules rules = SearchRules.NONE.withNoRepeatNgram(1).withMinimumLength(6);
        CaptionDecoder decoder = lively(new LstmOptions(8, 5, 0));
        for (int beams : new int[] {1, 4}) {
            SearchOptions options = new SearchOptions(beams, 0.7, 6).withRules(rules);
            for (List<Hypothesis> found :
                    options.search(WORDS).search(decoder, new NDList(tensors.grids(SHAPE, 2)))) {
                assertEquals(4, found.get(0).words().size());
                assertTrue(found.get(0).logProbability() > -100, found::toString);
            }
        }
    }

    @Test
    void rulesThatNoCaptionCanKeepAreRefusedByName() {
        assertMessage(
                "does not know the word 'dgo'",
                ALL.withRules(SearchRules.NONE.withForced(List.of("dgo"))));
        assertMessage(
                "the word '<end>'",
                ALL.withRules(SearchRules.NONE.withForbidden(List.of("<end>"))));
        String tooLong =
                assertThrows(
                                InputException.class,
                                () -> ALL.withRules(SearchRules.NONE.withMinimumLength(5)))
                        .getMessage();
        assertTrue(tooLong.contains("at most 3 words cannot have 5"), tooLong);
        SearchOptions two =
                new SearchOptions(100, 0.7, 2)
                        .withRules(
                                SearchRules.NONE
                                        .withForced(List.of("a", "and"))
                                        .withDefects(DefectPolicy.AVOID));
        assertMessage("no caption of at most 2 words", two);
        String both =
                assertThrows(
                                InputException.class,
                                () ->
                                        SearchRules.NONE
                                                .withForced(List.of("dog"))
                                                .withForbidden(List.of("dog")))
                        .getMessage();
        assertTrue(both.contains("'dog' is both forced and forbidden"), both);
        SearchOptions sampled =
                ALL.withRules(SearchRules.NONE.withForced(List.of("dog")))
                        .withMethod(new Sampling(1, 0, 1, 1));
        assertThrows(InputException.class, () -> sampled.search(WORDS));
    }

    private void assertMessage(String part, SearchOptions options) {
        CaptionDecoder decoder = lively(new LstmOptions(8, 5, 0));
        NDList features = new NDList(tensors.grids(SHAPE, 1));
        String message =
                assertThrows(
                                InputException.class,
                                () -> options.search(WORDS).search(decoder, features))
                        .getMessage();
        assertTrue(message.contains(part), message);
    }

    private static Map<List<Integer>, Double> probabilities(List<Hypothesis> hypotheses) {
        Map<List<Integer>, Double> byWords = new HashMap<>();
        hypotheses.forEach(each -> byWords.put(each.words(), each.logProbability()));
        return byWords;
    }

    private static List<String> texts(List<Integer> words) {
        return words.stream().map(WORDS::word).toList();
    }

    /** Fresh decoders find all words about equally probable; these do not. */
    private CaptionDecoder lively(DecoderOptions kind) {
        CaptionDecoder decoder = tensors.decoder(kind, SHAPE);
        decoder.parameters().arrays().values().forEach(array -> array.muli(4));
        return decoder;
    }
}
