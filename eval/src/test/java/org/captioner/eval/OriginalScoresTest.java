package org.captioner.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores equal those of the original tools, over corpora and image by image. */
class OriginalScoresTest {
    private static final double TOLERANCE = 1e-9;

    static Stream<Fixture> fixtures() {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void bleuEqualsCocoCaption(Fixture fixture) {
        assertSameScores(
                fixture,
                new Bleu(),
                Map.of(
                        "BLEU-1", "Bleu_1", "BLEU-2", "Bleu_2", "BLEU-3", "Bleu_3", "BLEU-4",
                        "Bleu_4"));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void rougeLEqualsCocoCaption(Fixture fixture) {
        assertSameScores(fixture, new RougeL(), Map.of("ROUGE-L", "ROUGE_L"));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void ciderEqualsCocoCaption(Fixture fixture) {
        assertSameScores(fixture, new Cider(), Map.of("CIDEr", "CIDEr"));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void plainCiderEqualsTheOriginalWithoutClippingAndPenalty(Fixture fixture) {
        assertSameScores(fixture, new CiderPlain(), Map.of("CIDEr-plain", "CIDEr_plain"));
    }

    private static void assertSameScores(
            Fixture fixture, Metric metric, Map<String, String> keyOfScore) {
        List<EvaluationItem> items = fixture.items();
        MetricResult result = metric.score(items);
        keyOfScore.forEach(
                (score, key) -> {
                    assertEquals(fixture.expected(key), result.corpus(score), TOLERANCE, score);
                    for (EvaluationItem item : items) {
                        assertEquals(
                                fixture.expected(item.imageId(), key).doubleValue(),
                                result.image(item.imageId()).get(score),
                                TOLERANCE,
                                () -> score + " of " + item.imageId());
                    }
                });
    }
}
