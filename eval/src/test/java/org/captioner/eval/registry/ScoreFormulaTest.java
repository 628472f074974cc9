package org.captioner.eval.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.captioner.dataset.InputException;
import org.captioner.eval.Bleu;
import org.captioner.eval.Cider;
import org.captioner.eval.DocumentFrequencies;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricContext;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.MetricResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class ScoreFormulaTest {
    private static final List<EvaluationItem> ITEMS =
            List.of(
                    item("1", "a dog runs on the grass", "a dog runs on grass"),
                    item("2", "a cat", "the cat sleeps"),
                    item("3", "two men", "two men play ball"));

    @ParameterizedTest
    @CsvSource({
        "cider, cider",
        "CIDEr-D, cider",
        "cider+0.5*bleu-4, cider+0.5*bleu-4",
        "' CIDEr + Bleu_4 * 0.5 ', cider+0.5*bleu-4",
        "2*meteor+ROUGE_L, 2.0*meteor+rouge-l",
        "bleu-4+bleu4, 2.0*bleu-4",
        "0.00001*spice, 0.000010*spice"
    })
    void readsScoresWithWeights(String text, String canonical) {
        ScoreFormula formula = ScoreFormula.parse(text);
        assertEquals(canonical, formula.toString());
        assertEquals(formula, ScoreFormula.parse(formula.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bleu| 'bleu' has several scores; name one of bleu-1, bleu-2, bleu-3, bleu-4",
                "cider+| cannot read '' in 'cider+'; write scores as in cider+0.5*bleu-4",
                "2*cider*3| cannot read '2*cider*3' in '2*cider*3'; write scores as in"
                        + " cider+0.5*bleu-4",
                "0*cider| the weight in '0*cider' must be above 0; leave the score out instead"
            })
    void refusesOtherTextWithARemedy(String text, String message) {
        InputException error = assertThrows(InputException.class, () -> ScoreFormula.parse(text));
        assertEquals(message, error.getMessage());
    }

    @Test
    void anUnknownScoreIsRefusedWithTheKnownOnes() {
        InputException error =
                assertThrows(InputException.class, () -> ScoreFormula.parse("cider+blue-4"));
        assertTrue(
                error.getMessage().startsWith("unknown score 'blue-4'; use bleu-1, bleu-2"),
                error.getMessage());
    }

    @Test
    void sumsCorpusAndImageScoresOfTheMetricsItNeeds() {
        DocumentFrequencies counted =
                DocumentFrequencies.count(
                        "train", ITEMS.stream().map(EvaluationItem::references).toList());
        ScoreFormula formula = ScoreFormula.parse("cider+0.5*bleu-4");
        List<Metric> metrics = formula.metrics(MetricContext.standard().withFrequencies(counted));
        List<MetricResult> results = metrics.stream().map(metric -> metric.score(ITEMS)).toList();

        MetricResult cider = new Cider(counted).score(ITEMS);
        MetricResult bleu = new Bleu().score(ITEMS);
        assertEquals(
                cider.corpus("CIDEr") + 0.5 * bleu.corpus("BLEU-4"), formula.corpus(results), 0);
        assertEquals(
                ITEMS.stream()
                        .map(
                                item ->
                                        cider.image(item.imageId()).get("CIDEr")
                                                + 0.5 * bleu.image(item.imageId()).get("BLEU-4"))
                        .toList(),
                formula.perImage(results));
    }

    @Test
    void meteorIsFoundWhateverItsMatchersAre() {
        ScoreFormula formula = ScoreFormula.parse("meteor");
        assertEquals(0.25, formula.of(Map.of("METEOR (exact, stem, synonym)", 0.25)));
        assertEquals(0.5, formula.of(Map.of("METEOR", 0.5, "CIDEr", 1.0)));
    }

    @Test
    void aParsingMetricRewardsNothing() {
        InputException error =
                assertThrows(
                        InputException.class,
                        () -> ScoreFormula.parse("cider+spice").requireReward());
        assertTrue(
                error.getMessage().startsWith("spice is too slow to reward captions"),
                error.getMessage());
        assertEquals(
                List.of("meteor", "cider"),
                ScoreFormula.parse("meteor+cider").requireReward().entries().stream()
                        .map(MetricEntry::id)
                        .toList());
    }

    private static EvaluationItem item(String id, String caption, String reference) {
        return new EvaluationItem(
                id, List.of(caption.split(" ")), List.of(List.of(reference.split(" "))));
    }
}
