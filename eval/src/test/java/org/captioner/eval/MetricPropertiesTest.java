package org.captioner.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.captioner.eval.meteor.Meteor;
import org.junit.jupiter.api.Test;

/** What holds for every metric and every caption. */
class MetricPropertiesTest {
    private static final double TOLERANCE = 1e-12;
    private static final List<Metric> METRICS =
            List.of(new Bleu(), new RougeL(), new Cider(), new CiderPlain(), new Meteor());
    private static final String[] WORDS =
            ("a the dog dogs running runs in on red bicycle bike man men child kid"
                            + " \u0131\u015f\u0131k IT istanbul t-shirt 's n't")
                    .split(" ");

    @Property(tries = 60)
    void theOrderOfImagesChangesNothing(@ForAll("corpora") List<EvaluationItem> items) {
        List<EvaluationItem> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, new Random(items.size()));
        for (Metric metric : METRICS) {
            assertSame(metric.score(items), metric.score(shuffled), items);
        }
    }

    @Property(tries = 60)
    void theOrderOfReferencesChangesNoImageScore(@ForAll("corpora") List<EvaluationItem> items) {
        List<EvaluationItem> reversed = new ArrayList<>();
        for (EvaluationItem item : items) {
            List<List<String>> references = new ArrayList<>(item.references());
            Collections.reverse(references);
            reversed.add(new EvaluationItem(item.imageId(), item.hypothesis(), references));
        }
        for (Metric metric : METRICS) {
            assertSameImages(metric.score(items), metric.score(reversed), items);
        }
    }

    @Property(tries = 60)
    void noCaptionBeatsTheOnlyReferenceItself(@ForAll("corpora") List<EvaluationItem> items) {
        List<EvaluationItem> perfect = new ArrayList<>();
        List<EvaluationItem> other = new ArrayList<>();
        for (EvaluationItem item : items) {
            // Long enough for a match of every order; BLEU-4 of a shorter caption is not 1.
            List<String> reference = new ArrayList<>(List.of("a", "man", "is", "running"));
            reference.addAll(item.references().get(0));
            perfect.add(new EvaluationItem(item.imageId(), reference, List.of(reference)));
            other.add(new EvaluationItem(item.imageId(), item.hypothesis(), List.of(reference)));
        }
        for (Metric metric : METRICS) {
            MetricResult best = metric.score(perfect);
            MetricResult rest = metric.score(other);
            for (EvaluationItem item : items) {
                best.image(item.imageId())
                        .forEach(
                                (name, score) ->
                                        assertTrue(
                                                rest.image(item.imageId()).get(name)
                                                        <= score + 1e-9,
                                                () -> name + " of " + item));
            }
        }
    }

    @Property(tries = 60)
    void scoresStayInTheirRange(@ForAll("corpora") List<EvaluationItem> items) {
        for (Metric metric : METRICS) {
            double limit = metric.name().startsWith("CIDEr") ? 10 : 1;
            metric.score(items)
                    .corpus()
                    .forEach(
                            (name, score) -> assertTrue(score >= 0 && score <= limit + 1e-9, name));
        }
    }

    @Test
    void turkishAndGermanLocalesChangeNothing() {
        List<EvaluationItem> items = corpora().sample();
        Locale before = Locale.getDefault();
        for (Metric metric : METRICS) {
            MetricResult expected = metric.score(items);
            for (String language : List.of("tr", "de")) {
                Locale.setDefault(Locale.forLanguageTag(language));
                try {
                    MetricResult actual = metric.score(items);
                    assertEquals(expected.corpus(), actual.corpus());
                    assertEquals(expected.signature().toString(), actual.signature().toString());
                } finally {
                    Locale.setDefault(before);
                }
            }
        }
    }

    @Test
    void threadsMayShareAMetric() {
        List<EvaluationItem> items = corpora().sample();
        for (Metric metric : METRICS) {
            MetricResult expected = metric.score(items);
            IntStream.range(0, 50)
                    .parallel()
                    .forEach(i -> assertEquals(expected.corpus(), metric.score(items).corpus()));
        }
    }

    @Test
    void anImageIdGivenTwiceIsRefused() {
        EvaluationItem item = new EvaluationItem("1", List.of("a"), List.of(List.of("a")));
        for (Metric metric : METRICS) {
            assertThrows(IllegalArgumentException.class, () -> metric.score(List.of(item, item)));
        }
    }

    @Test
    void noImagesScoreZero() {
        for (Metric metric : METRICS) {
            metric.score(List.of()).corpus().values().forEach(score -> assertEquals(0, score));
        }
    }

    @Provide
    Arbitrary<List<EvaluationItem>> corpora() {
        Arbitrary<List<String>> caption = Arbitraries.of(WORDS).list().ofMaxSize(9);
        Arbitrary<EvaluationItem> item =
                Combinators.combine(caption, caption.list().ofMinSize(1).ofMaxSize(4))
                        .as((hypothesis, refs) -> new EvaluationItem("", hypothesis, refs));
        return item.list().ofMinSize(1).ofMaxSize(6).map(MetricPropertiesTest::numbered);
    }

    private static List<EvaluationItem> numbered(List<EvaluationItem> items) {
        List<EvaluationItem> numbered = new ArrayList<>();
        for (EvaluationItem item : items) {
            numbered.add(
                    new EvaluationItem(
                            "image " + numbered.size(), item.hypothesis(), item.references()));
        }
        return numbered;
    }

    private static void assertSame(
            MetricResult expected, MetricResult actual, List<EvaluationItem> items) {
        expected.corpus()
                .forEach(
                        (name, score) -> assertEquals(score, actual.corpus(name), TOLERANCE, name));
        assertSameImages(expected, actual, items);
    }

    private static void assertSameImages(
            MetricResult expected, MetricResult actual, List<EvaluationItem> items) {
        for (EvaluationItem item : items) {
            expected.image(item.imageId())
                    .forEach(
                            (name, score) ->
                                    assertEquals(
                                            score,
                                            actual.image(item.imageId()).get(name),
                                            TOLERANCE,
                                            () -> name + " of " + item));
        }
    }
}
