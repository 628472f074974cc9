package org.captioner.eval.meteor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.captioner.eval.EvaluationItem;
import org.captioner.eval.Fixture;
import org.captioner.eval.MetricResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeteorTest {
    private static final double TOLERANCE = 1e-9;

    static Stream<Fixture> fixtures() {
        return Fixture.all();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void scoresEqualTheOriginalWithoutParaphrases(Fixture fixture) {
        MetricResult result = new Meteor().score(fixture.items());
        for (EvaluationItem item : fixture.items()) {
            assertEquals(
                    fixture.expected(item.imageId(), "METEOR_no_paraphrase").doubleValue(),
                    result.image(item.imageId()).get("METEOR (exact, stem, synonym)"),
                    TOLERANCE,
                    item::imageId);
        }
        assertEquals(
                fixture.expected("METEOR_no_paraphrase"),
                result.corpus("METEOR (exact, stem, synonym)"),
                TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void statisticsEqualTheOriginals(Fixture fixture) {
        Lexicon lexicon = new Lexicon();
        for (EvaluationItem item : fixture.items()) {
            String statistics =
                    Arrays.stream(new Meteor().bestStatistics(item, lexicon))
                            .mapToObj(Double::toString)
                            .collect(Collectors.joining(" "));
            assertEquals(
                    fixture.expected(item.imageId(), "METEOR_stats").asText(),
                    statistics,
                    item::imageId);
        }
    }

    @Test
    void normalisedTextEqualsTheOriginals() throws IOException {
        Path table = Fixture.sharedFile("fixtures/meteor-normalizer.tsv");
        for (String line : Files.readAllLines(table)) {
            String[] columns = line.split("\t", -1);
            assertEquals(
                    columns[1], String.join(" ", Normalizer.normalize(columns[0])), columns[0]);
        }
    }

    /**
     * METEOR 1.5 ({@code -l en -norm -stdio}) counts one function word on each side for "WORD zzz"
     * against "WORD" with each of these, and none with the others.
     */
    @Test
    void functionWordsAreThoseThatTheOriginalCounts() {
        String counted =
                "$ ? ( ) -lrb- -rrb- \u2014 \u2019 \u201c \u201d . , ' \" : - --"
                        + " could last more said when will years the people time";
        String notCounted = "; ! % & # / ... \u2026 dog then here do does each many three";
        Arrays.stream(counted.split(" ")).forEach(word -> assertEquals(1, functionWords(word)));
        Arrays.stream(notCounted.split(" ")).forEach(word -> assertEquals(0, functionWords(word)));
    }

    /** The third of the original's statistics: function words of the hypothesis that match. */
    private static int functionWords(String word) {
        EvaluationItem item = new EvaluationItem("1", List.of(word, "zzz"), List.of(List.of(word)));
        return (int) new Meteor().bestStatistics(item, new Lexicon())[2];
    }

    @Test
    void aParaphrasePairMatchesInBothDirections(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("pairs");
        Files.writeString(file, "0.5\nwas\nhas been\n");
        Meteor meteor = new Meteor(ParaphraseTable.load(file));
        assertEquals("METEOR", meteor.name());
        for (List<String> hypothesis :
                List.of(List.of("it", "was", "here"), List.of("it", "has", "been", "here"))) {
            List<String> reference =
                    hypothesis.size() == 3
                            ? List.of("it", "has", "been", "here")
                            : List.of("it", "was", "here");
            double[] row =
                    meteor.bestStatistics(
                            new EvaluationItem("1", hypothesis, List.of(reference)), new Lexicon());
            assertEquals(hypothesis.size(), row[21]);
            assertEquals(reference.size(), row[22]);
            assertEquals(1, row[20]);
        }
    }
}
