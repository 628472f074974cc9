package org.captioner.dataset.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.CaptionedImage;
import org.captioner.dataset.DatasetProblem;
import org.captioner.dataset.DatasetProblem.Kind;
import org.captioner.dataset.Place;
import org.captioner.dataset.SharedData;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.DatasetReaders;
import org.captioner.dataset.format.ReadOptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

class DatasetStatisticsTest {
    private static final DatasetProblem PROBLEM =
            new DatasetProblem(Kind.EMPTY_CAPTION, Place.line(Path.of("x.csv"), 3), "no text");

    private static CaptionedImage image(String id, Split split, String... captions) {
        return new CaptionedImage(id, Path.of(id), split, List.of(captions));
    }

    private static CaptionDataset small(List<DatasetProblem> problems) {
        return CaptionDataset.of(
                "small",
                "csv",
                List.of(
                        image("a", Split.TRAIN, "A dog .", "A dog's a dog, a dog!", "Dog dog"),
                        image("b", Split.DEV, "Many unseen words here")),
                problems);
    }

    @Test
    void lengthsAndVocabularyCountTokensOfTheTrainingSplit() {
        DatasetStatistics statistics = DatasetStatistics.compute(small(List.of()));
        SplitStatistics train = statistics.splits().get(0);
        assertEquals(1, train.images());
        assertEquals(3, train.captions());
        assertEquals(new CaptionLengths(11 / 3.0, 2, 7, 7, 7), train.lengths());
        assertEquals(3, statistics.words(), "a, dog, 's");
        assertEquals(1, statistics.words5());
        assertEquals(
                List.of(new WordCount("dog", 6), new WordCount("a", 4), new WordCount("'s", 1)),
                statistics.frequentWords());
    }

    @Test
    void anEmptySplitHasLengthsOfZero() {
        assertEquals(
                new SplitStatistics(Split.TEST, 0, 0, new CaptionLengths(0, 0, 0, 0, 0)),
                DatasetStatistics.compute(small(List.of())).splits().get(2));
    }

    @Test
    void percentilesAreNearestRanks() {
        int[] lengths = IntStream.rangeClosed(1, 200).map(i -> 201 - i).toArray();
        assertEquals(new CaptionLengths(100.5, 100, 190, 198, 200), CaptionLengths.of(lengths));
    }

    @Test
    void theReportForPeopleDoesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            String text =
                    new StatisticsReport(DatasetStatistics.compute(small(List.of(PROBLEM)))).text();
            assertTrue(
                    text.contains("train         1         3     3.7       2     7     7        7"),
                    text);
            assertTrue(text.contains("3 words, 1 of them at least five times"), text);
            assertTrue(text.endsWith("warning empty-caption: 1\n  x.csv line 3: no text\n"), text);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theReportForPeopleShowsTenProblemsOfAKindAndCountsTheRest() {
        DatasetStatistics statistics =
                DatasetStatistics.compute(small(Collections.nCopies(12, PROBLEM)));
        String text = new StatisticsReport(statistics).text();
        assertEquals(10, text.lines().filter(line -> line.endsWith("no text")).count());
        assertTrue(text.endsWith("  and 2 more (--json lists all)\n"), text);
    }

    @Test
    void theReportForProgramsHoldsEverything() throws IOException {
        DatasetStatistics statistics =
                DatasetStatistics.compute(small(Collections.nCopies(12, PROBLEM)));
        JsonNode json = new ObjectMapper().readTree(new StatisticsReport(statistics).json());
        assertEquals("csv", json.path("format").asText());
        assertEquals(7, json.path("splits").path(0).path("lengths").path("longest").asInt());
        assertEquals(1, json.path("vocabulary").path("minimumCount5").asInt());
        assertEquals("dog", json.path("frequentWords").path(0).path("word").asText());
        assertEquals(12, json.path("problems").size());
        assertEquals(3, json.path("problems").path(0).path("line").asInt());
    }

    /** Lengths as in the README of the development copy; vocabulary with this tokenizer. */
    @Test
    void theNumbersOfFlickr8kAreThoseOfItsReadme() {
        Path flickr = SharedData.require("flickr8k-dev");
        DatasetStatistics statistics =
                DatasetStatistics.compute(DatasetReaders.read(flickr, ReadOptions.defaults()));
        SplitStatistics train = statistics.splits().get(0);
        assertEquals(30_000, train.captions());
        assertEquals(10.8, train.lengths().mean(), 0.05);
        assertEquals(new CaptionLengths(train.lengths().mean(), 10, 18, 22, 36), train.lengths());
        assertEquals(7694, statistics.words());
        assertEquals(2539, statistics.words5());
        assertEquals(9, statistics.problems().size());
    }
}
