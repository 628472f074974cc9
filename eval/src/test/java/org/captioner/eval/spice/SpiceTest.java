package org.captioner.eval.spice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.captioner.dataset.InputException;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Fixture;
import org.captioner.eval.MetricResult;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpiceTest {
    /** Parses are kept between runs of the tests, which does not change the scores. */
    private static final Path CACHE = Path.of("target/spice-parses.bin");

    private static final double TOLERANCE = 1e-9;

    /** Larger corpora are scored image by image only, to keep the test short. */
    private static final int MOST_IMAGES = 12;

    @TempDir private Path empty;

    static Stream<Fixture> fixtures() {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void scoresAreThoseOfTheOriginal(Fixture fixture) {
        SpiceOptions defaults = SpiceOptions.defaults();
        Assumptions.assumeTrue(
                Spice.isAvailable(defaults),
                "skipped: SPICE's parser was not fetched; run " + IsolatedParser.FETCH);
        List<EvaluationItem> items = fixture.items();
        List<EvaluationItem> scored = items.subList(0, Math.min(MOST_IMAGES, items.size()));
        MetricResult result =
                new Spice(new SpiceOptions(defaults.parserFolder(), CACHE, 2)).score(scored);
        for (EvaluationItem item : scored) {
            JsonNode expected = fixture.expected(item.imageId(), "SPICE");
            if (expected != null) {
                double score = result.image(item.imageId()).get("SPICE");
                assertEquals(expected.doubleValue(), score, TOLERANCE, item.imageId());
            }
        }
        JsonNode corpus = fixture.root().get("expected");
        if (scored.size() == items.size() && corpus.has("SPICE")) {
            for (String part : List.of("", "Object", "Attribute", "Relation", "Cardinality")) {
                JsonNode expected = corpus.get(part.isEmpty() ? "SPICE" : "SPICE_" + part);
                double score = result.corpus(part.isEmpty() ? "SPICE" : "SPICE-" + part);
                double original = expected.isNull() ? Double.NaN : expected.doubleValue();
                assertEquals(original, score, TOLERANCE, part);
            }
        }
    }

    @Test
    void withoutTheParserTheMessageNamesTheCommandThatFetchesIt() {
        SpiceOptions options = new SpiceOptions(empty, empty.resolve("parses.bin"), 1);
        Spice spice = new Spice(options);
        EvaluationItem item =
                new EvaluationItem("1", List.of("a", "dog"), List.of(List.of("a", "dog")));
        InputException refused =
                assertThrows(InputException.class, () -> spice.score(List.of(item)));
        assertTrue(refused.getMessage().contains(IsolatedParser.FETCH), refused.getMessage());
    }

    @Test
    void emptyCaptionsScoreZeroWithoutAParser() {
        SpiceOptions options = new SpiceOptions(empty, empty.resolve("parses.bin"), 1);
        EvaluationItem item = new EvaluationItem("1", List.of(), List.of(List.of()));
        assertEquals(0, new Spice(options).score(List.of(item)).corpus("SPICE"));
    }
}
