package org.captioner.eval.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.captioner.eval.Bleu;
import org.captioner.eval.report.ScoreRun.Ceiling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningsTest {
    private static final List<String> GOOD = List.of("A dog runs on grass.", "The dog is running.");

    @Test
    void soundInputWarnsOfNothing() {
        assertEquals(List.of(), warnings(captions(30, "A dog %d runs."), references(30, GOOD)));
    }

    @Test
    void referencesWithoutWordsAreNamed() {
        Map<String, List<String>> references = references(3, GOOD);
        references.put("1", List.of("A dog.", " . "));
        references.put("2", List.of("", "\u2063"));
        List<String> warnings = warnings(captions(3, "A dog %d runs."), references);
        assertTrue(
                warnings.contains(
                        "a reference without words counts as a reference and lowers scores; 1 image"
                                + " has one: 1"),
                warnings::toString);
        assertTrue(
                warnings.contains(
                        "no reference of 1 image has a word, so no caption of them can score: 2;"
                                + " leave them out of both files"),
                warnings::toString);
    }

    @Test
    void aVaryingNumberOfReferencesIsStated() {
        Map<String, List<String>> references = references(2, GOOD);
        references.put("1", List.of("A dog."));
        List<String> warnings = warnings(captions(2, "A dog %d runs."), references);
        assertTrue(
                warnings.contains("images have 1 to 2 references; those with more score higher"),
                warnings::toString);
    }

    @ParameterizedTest
    @CsvSource({"nan, 'nan'", "NULL, 'NULL'", "None, 'None'", "n/a, 'n/a'"})
    void wordsForAMissingCaptionAreHintedAt(String word, String shown) {
        Map<String, String> captions = captions(4, "A dog %d runs.");
        captions.put("2", word);
        Map<String, List<String>> references = references(4, GOOD);
        references.put("3", List.of(word, "A dog."));
        List<String> warnings = warnings(captions, references);
        String quoted = shown.startsWith("'") ? shown : "'" + shown + "'";
        assertTrue(
                warnings.contains(
                        "s: captions hold "
                                + quoted
                                + " once, which programs write for a missing one"),
                warnings::toString);
        assertTrue(
                warnings.contains(
                        "references hold "
                                + quoted
                                + " once, which programs write for a missing caption; leave them"
                                + " out"),
                warnings::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "\u4e00\u53ea\u72d7\u5728\u8349\u5730\u4e0a %d, in a script that puts no blanks",
        "\u0e2a\u0e38\u0e19\u0e31\u0e02 %d, in a script that puts no blanks",
        "ein Hund l\u00e4uft \u00fcber die Wiese %d, do not look English",
        "un perro corre por el campo %d, do not look English"
    })
    void otherLanguagesAreWarnedOf(String caption, String part) {
        List<String> warnings =
                warnings(
                        captions(30, caption),
                        references(30, List.of(caption.formatted(1), caption.formatted(2))));
        assertEquals(
                2,
                warnings.stream().filter(text -> text.contains(part)).count(),
                warnings::toString);
    }

    @Test
    void manyEqualCaptionsAreWarnedOf() {
        Map<String, String> captions = captions(20, "A dog %d runs.");
        IntStream.range(0, 5).forEach(i -> captions.put(Integer.toString(i), "A man in a shirt."));
        List<String> warnings = warnings(captions, references(20, GOOD));
        assertEquals(
                List.of(
                        "s: 5 of 20 images have the same caption, 'A man in a shirt.'; the model"
                                + " hardly sees the photos"),
                warnings);
    }

    private static List<String> warnings(
            Map<String, String> captions, Map<String, List<String>> references) {
        return new ScoreRun(List.of(new Bleu()), Optional.empty(), Ceiling.NONE, Optional.empty())
                .score(Map.of("s", captions), references)
                .warnings();
    }

    private static Map<String, String> captions(int images, String pattern) {
        Map<String, String> captions = new LinkedHashMap<>();
        IntStream.range(0, images)
                .forEach(i -> captions.put(Integer.toString(i), pattern.formatted(i)));
        return captions;
    }

    private static Map<String, List<String>> references(int images, List<String> texts) {
        Map<String, List<String>> references = new LinkedHashMap<>();
        IntStream.range(0, images).forEach(i -> references.put(Integer.toString(i), texts));
        return references;
    }
}
