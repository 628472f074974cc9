package org.captioner.eval.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.captioner.dataset.InputException;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Metric;
import org.captioner.eval.MetricContext;
import org.captioner.eval.MetricEntry;
import org.captioner.eval.MetricResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class MetricRegistryTest {
    private static final List<MetricEntry> ENTRIES = MetricRegistry.all();

    private static final List<EvaluationItem> ITEMS =
            List.of(
                    new EvaluationItem(
                            "1",
                            List.of("a", "dog", "runs", "on", "grass"),
                            List.of(List.of("a", "dog", "runs", "on", "the", "grass"))),
                    new EvaluationItem(
                            "2", List.of("a", "cat"), List.of(List.of("the", "cat", "sleeps"))));

    @ParameterizedTest
    @CsvSource({
        "bleu, bleu",
        "BLEU, bleu",
        "BLEU4, bleu",
        "Bleu_4, bleu",
        "bleu-4, bleu",
        "BLEU-1, bleu",
        "METEOR, meteor",
        "'METEOR (exact, stem, synonym)', meteor",
        "Meteor 1.5, meteor",
        "ROUGE_L, rouge-l",
        "RougeL, rouge-l",
        "rouge, rouge-l",
        "CIDEr, cider",
        "CIDEr-D, cider",
        "ciderd, cider",
        "CIDEr-plain, cider-plain",
        "SPICE, spice",
        "SPICE-Object, spice",
        "' cider ', cider"
    })
    void findsAMetricByAnyUsualSpelling(String spelling, String id) {
        assertEquals(id, MetricRegistry.find(spelling).id());
    }

    @Test
    void spellingsDoNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            assertEquals("cider", MetricRegistry.find("CIDER").id());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        InputException error =
                assertThrows(InputException.class, () -> MetricRegistry.find("blue"));
        assertEquals(
                "unknown metric 'blue'; use bleu, meteor, rouge-l, cider, cider-plain, spice; did"
                        + " you mean bleu?",
                error.getMessage());
    }

    @Test
    void namesTwiceMakeOneMetric() {
        List<Metric> metrics =
                MetricRegistry.named(
                        List.of("CIDEr-D", "bleu", "cider", "BLEU_4"), MetricContext.standard());
        assertEquals(List.of("CIDEr", "BLEU"), metrics.stream().map(Metric::name).toList());
    }

    @ParameterizedTest
    @FieldSource("ENTRIES")
    void everyEntryYieldsTheScoresThatItNames(MetricEntry entry) {
        List<EvaluationItem> items = entry.id().equals("spice") ? List.of() : ITEMS;
        MetricResult result = entry.factory().create(MetricContext.standard()).score(items);
        assertEquals(
                entry.scores(),
                result.corpus().keySet().stream().map(MetricEntry::scoreId).toList());
        result.perImage()
                .values()
                .forEach(
                        scores ->
                                assertTrue(
                                        scores.keySet().stream()
                                                .map(MetricEntry::scoreId)
                                                .toList()
                                                .containsAll(entry.scores())));
        assertEquals(100, MetricRegistry.displayScale(result.corpus().keySet().iterator().next()));
    }

    @Test
    void noTwoScoresShareAnIdAndAnUnknownOneIsShownTimes100() {
        List<String> ids = ENTRIES.stream().flatMap(entry -> entry.scores().stream()).toList();
        assertEquals(ids.size(), ids.stream().distinct().count());
        assertEquals(100, MetricRegistry.displayScale("half"));
    }
}
