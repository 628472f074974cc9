package org.captioner.eval.wordnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordNetTest {
    private final WordNet wordnet = WordNet.shared();

    @ParameterizedTest
    @ValueSource(strings = {"noun", "verb", "adj", "adv"})
    void everyLemmaOfTheIndexIsFoundWithItsOwnIds(String part) throws IOException {
        DictionaryFile index = DictionaryFile.load("index." + part);
        for (String line : lines("index." + part)) {
            String[] fields = line.strip().split(" +", -1);
            List<String> rest = Arrays.asList(fields).subList(1, fields.length);
            assertEquals(rest, index.fields(fields[0]), fields[0]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"noun", "verb", "adj", "adv"})
    void everyExceptionIsFound(String part) throws IOException {
        DictionaryFile exceptions = DictionaryFile.load(part + ".exc");
        for (String line : lines(part + ".exc")) {
            String[] fields = line.strip().split(" +", -1);
            assertTrue(exceptions.fields(fields[0]).contains(fields[1]), fields[0]);
        }
    }

    @Test
    void idsAreThoseOfTheWordAndOfItsBaseForms() {
        // From WordNet 3.0's index.noun: "bike" and "bicycle" share the synset 02834778.
        assertTrue(Arrays.binarySearch(wordnet.synsetIds("bikes"), 2834778) >= 0);
        assertTrue(wordnet.shareSynset("bikes", "bicycle"));
        assertFalse(wordnet.shareSynset("bike", "car"));
    }

    @Test
    void offsetsThatCoincideAcrossPartsOfSpeechCountAsEqual() {
        assertTrue(wordnet.shareSynset("down", "standing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "zzzz", "dog run", "!!!", "ß", "日本", "~~~~", "'"})
    void unknownWordsHaveNoIds(String word) {
        assertEquals(0, wordnet.synsetIds(word).length, word);
    }

    @Test
    void theResultIsTheCallersToChange() {
        int[] ids = wordnet.synsetIds("dog");
        int[] copy = ids.clone();
        Arrays.fill(ids, 0);
        assertArrayEquals(copy, wordnet.synsetIds("dog"));
    }

    @Test
    void theLocaleChangesNothing() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertTrue(wordnet.shareSynset("rising", "rise"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void everyWordOfTheFixtureHasTheIdsOfTheOriginal() throws IOException {
        Path fixture =
                Path.of(
                        System.getProperty("captioner.shared"),
                        "metrics/fixtures/meteor-synset-ids-wn30.tsv");
        Assumptions.assumeTrue(Files.exists(fixture), () -> "not here: " + fixture);
        for (String line : Files.readAllLines(fixture)) {
            String[] columns = line.split("\t", -1);
            int[] expected =
                    columns.length < 2 || columns[1].isEmpty()
                            ? new int[0]
                            : Arrays.stream(columns[1].split(" "))
                                    .mapToInt(Integer::parseInt)
                                    .toArray();
            assertArrayEquals(expected, wordnet.synsetIds(columns[0]), columns[0]);
        }
    }

    private static List<String> lines(String name) throws IOException {
        String path = "/net/sf/extjwnl/data/wordnet/wn30/" + name;
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                WordNetTest.class.getResourceAsStream(path),
                                StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("  ")).toList();
        }
    }
}
