package org.captioner.eval.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.captioner.dataset.InputException;
import org.captioner.eval.Bleu;
import org.captioner.eval.Cider;
import org.captioner.eval.DocumentFrequencies;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.ImageStatistics;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricResult;
import org.captioner.eval.RougeL;
import org.captioner.eval.Signature;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

class StatisticsTest {
    private static final Resampling ROUNDS = new Resampling(500, 7);

    @Test
    void theSameSeedGivesTheSameInterval() {
        MetricResult result = new Bleu().score(corpus(0.3));
        assertEquals(
                new Bootstrap(ROUNDS).intervals(result), new Bootstrap(ROUNDS).intervals(result));
    }

    @Test
    void theIntervalHoldsTheScoreAndShrinksWithMoreImages() {
        MetricResult few = new RougeL().score(corpus(0.3).subList(0, 20));
        MetricResult many = new RougeL().score(corpus(0.3));
        Interval wide = new Bootstrap(ROUNDS).intervals(few).get("ROUGE-L");
        Interval narrow = new Bootstrap(ROUNDS).intervals(many).get("ROUGE-L");
        assertTrue(narrow.low() < many.corpus("ROUGE-L") && many.corpus("ROUGE-L") < narrow.high());
        assertTrue(narrow.high() - narrow.low() < wide.high() - wide.low());
    }

    @Test
    void theIntervalOfAMeanIsThatOfTheNormalApproximation() {
        MetricResult result = new RougeL().score(corpus(0.3));
        double[] scores =
                result.perImage().values().stream().mapToDouble(s -> s.get("ROUGE-L")).toArray();
        double mean = Arrays.stream(scores).average().orElseThrow();
        double variance =
                Arrays.stream(scores).map(s -> (s - mean) * (s - mean)).average().orElseThrow();
        double margin = 1.96 * Math.sqrt(variance / scores.length);
        Interval interval = new Bootstrap(new Resampling(4000, 3)).intervals(result).get("ROUGE-L");
        assertEquals(mean - margin, interval.low(), 0.2 * margin);
        assertEquals(mean + margin, interval.high(), 0.2 * margin);
    }

    @Test
    void aClearlyBetterSystemIsSignificantAndAnEqualOneIsNot() {
        MetricResult good = new Bleu().score(corpus(0.1));
        MetricResult bad = new Bleu().score(corpus(0.6));
        for (Comparison comparison : new Bootstrap(ROUNDS).compare(good, bad)) {
            assertTrue(comparison.difference() > 0 && comparison.pValue() < 0.01);
        }
        for (Comparison comparison : new ApproximateRandomization(ROUNDS).compare(good, bad)) {
            assertTrue(comparison.difference() > 0 && comparison.pValue() < 0.01);
        }
        for (Comparison comparison : new ApproximateRandomization(ROUNDS).compare(good, good)) {
            assertEquals(1, comparison.pValue());
        }
    }

    @Test
    void resultsOfDifferentImagesAreNotCompared() {
        MetricResult all = new Bleu().score(corpus(0.1));
        MetricResult some = new Bleu().score(corpus(0.1).subList(0, 5));
        assertThrows(
                IllegalArgumentException.class, () -> new Bootstrap(ROUNDS).compare(all, some));
    }

    @Test
    void theHumanCeilingAveragesOverTheReferencesLeftOut() {
        List<EvaluationItem> items =
                List.of(
                        new EvaluationItem(
                                "1", List.of(), List.of(List.of("a", "dog"), List.of("a", "dog"))));
        assertEquals(1, new HumanCeiling(new RougeL()).scores(items).get("ROUGE-L"), 1e-12);
        List<EvaluationItem> single =
                List.of(new EvaluationItem("1", List.of(), List.of(List.of("a"))));
        assertThrows(InputException.class, () -> new HumanCeiling(new RougeL()).scores(single));
    }

    @Test
    void theOracleTakesTheBestCandidateOfEachImage() {
        List<List<String>> references = List.of(List.of("a", "red", "dog", "runs"));
        Oracle.Candidates image =
                new Oracle.Candidates(
                        "1",
                        List.of(List.of("a", "cat"), List.of("a", "red", "dog", "runs")),
                        references);
        Oracle.Candidates other =
                new Oracle.Candidates("2", List.of(List.of("a", "red", "dog")), references);
        MetricResult result = new Oracle(new RougeL(), "ROUGE-L").score(List.of(image, other));
        assertEquals(1, result.image("1").get("ROUGE-L"), 1e-12);
        assertTrue(result.image("2").get("ROUGE-L") < 1);
    }

    @Test
    void theOraclePrefersAnyScoreToNone() {
        // As a part of SPICE that neither caption nor references may have.
        Metric undefinedWithoutDogs =
                new Metric() {
                    @Override
                    public String name() {
                        return "dogs";
                    }

                    @Override
                    public MetricResult score(List<EvaluationItem> items) {
                        double[][] scores = new double[items.size()][1];
                        for (int i = 0; i < scores.length; i++) {
                            boolean dog = items.get(i).hypothesis().contains("dog");
                            scores[i][0] = dog ? 0.5 : Double.NaN;
                        }
                        return MetricResult.of(
                                Signature.of(name(), Map.of(), items),
                                items,
                                scores,
                                ImageStatistics.means(List.of("dogs"), scores));
                    }
                };
        List<List<String>> references = List.of(List.of("a", "dog"));
        Oracle.Candidates image =
                new Oracle.Candidates(
                        "1", List.of(List.of("a", "cat"), List.of("a", "dog")), references);

        MetricResult result = new Oracle(undefinedWithoutDogs, "dogs").score(List.of(image));

        assertEquals(0.5, result.corpus("dogs"));
    }

    @Test
    void diversityCountsWordsPairsAndRepeats() {
        Diversity diversity =
                Diversity.of(
                        List.of(
                                List.of("a", "dog"),
                                List.of("a", "dog"),
                                List.of("a", "red", "cat")),
                        List.of(List.of("a", "dog")));
        assertEquals(4.0 / 7, diversity.distinct1(), 1e-12);
        assertEquals(3.0 / 4, diversity.distinct2(), 1e-12);
        assertEquals(4, diversity.vocabulary());
        assertEquals("a dog", diversity.mostRepeated());
        assertEquals(2, diversity.mostRepeatedCount());
        assertEquals(1.0 / 3, diversity.novel().orElseThrow(), 1e-12);
    }

    @Test
    void frequenciesCountedBeforehandGiveTheScoresOfTheReferencesThemselves() {
        List<EvaluationItem> items = corpus(0.3);
        var frequencies =
                DocumentFrequencies.count(
                        "same", items.stream().map(EvaluationItem::references).toList());
        assertEquals(
                new Cider().score(items).corpus("CIDEr"),
                new Cider(frequencies).score(items).corpus("CIDEr"),
                1e-12);
    }

    /** Captions that differ from their reference in this share of the words. */
    private static List<EvaluationItem> corpus(double wrong) {
        Random random = new Random(11);
        List<EvaluationItem> items = new ArrayList<>();
        for (int image = 0; image < 200; image++) {
            List<String> reference = new ArrayList<>();
            List<String> hypothesis = new ArrayList<>();
            for (int i = 0; i < 8 + image % 5; i++) {
                reference.add("w" + random.nextInt(300));
                hypothesis.add(
                        random.nextDouble() < wrong ? "x" + random.nextInt(9) : reference.get(i));
            }
            items.add(new EvaluationItem("i" + image, hypothesis, List.of(reference)));
        }
        return items;
    }
}
