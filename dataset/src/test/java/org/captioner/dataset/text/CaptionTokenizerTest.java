package org.captioner.dataset.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.captioner.dataset.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionTokenizerTest {
    private final CaptionTokenizer tokenizer = new CaptionTokenizer();

    /** Lines {@code text TAB tokens}; hand-made texts, tokens as CoreNLP 3.4.1 gives them. */
    static Stream<String> ownLines() throws IOException {
        try (InputStream in = CaptionTokenizerTest.class.getResourceAsStream("tokens.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("//"));
        }
    }

    @ParameterizedTest
    @MethodSource("ownLines")
    void aCaptionIsSplitAsTheOriginalDoes(String line) {
        int tab = line.indexOf('\t');
        assertEquals(
                line.substring(tab + 1),
                String.join(" ", tokenizer.tokenize(line.substring(0, tab))));
    }

    @Test
    void everyLineOfTheSharedFixtureIsEqual() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line : shared("tokenizer-shared.tsv")) {
            int tab = line.indexOf('\t');
            String tokens = String.join(" ", tokenizer.tokenize(line.substring(0, tab)));
            if (!tokens.equals(line.substring(tab + 1))) {
                wrong.add(line + " | " + tokens);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyLineIsEqualBeforePunctuationIsDropped() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line : shared("tokenizer-shared-ptb-before-punctuation-removal.tsv")) {
            int tab = line.indexOf('\t');
            String tokens = String.join(" ", tokenizer.treebankTokens(line.substring(0, tab)));
            if (!tokens.equals(line.substring(tab + 1))) {
                wrong.add(line + " | " + tokens);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static List<String> shared(String name) throws IOException {
        return Files.readAllLines(SharedData.require("metrics/fixtures").resolve(name));
    }

    @Test
    void theEmptyCaptionAndPunctuationAloneGiveNoTokens() {
        assertEquals(List.of(), tokenizer.tokenize(""));
        assertEquals(List.of(), tokenizer.tokenize(" \t "));
        assertEquals(List.of(), tokenizer.tokenize(". , - ;"));
    }

    @Test
    void theResultCannotBeChanged() {
        List<String> tokens = tokenizer.tokenize("two dogs");
        assertThrows(UnsupportedOperationException.class, () -> tokens.add("more"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG", "th-TH-u-nu-thai"})
    void theDefaultLocaleDoesNotMatter(String language) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            assertEquals(
                    List.of("ink", "in", "istanbul", "1.5", "i"),
                    tokenizer.tokenize("INK IN ISTANBUL 1.5 I"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void threadsMayShareATokenizer() {
        List<String> captions =
                IntStream.range(0, 2000).mapToObj(i -> "Dog " + i + " can't run.").toList();
        List<List<String>> alone = captions.stream().map(tokenizer::tokenize).toList();
        List<List<String>> together = captions.parallelStream().map(tokenizer::tokenize).toList();
        assertEquals(alone, together);
    }

    @Property(tries = 1000)
    void anyTextGivesTokensWithoutBlanks(@ForAll String text) {
        for (String token : tokenizer.tokenize(text)) {
            assertEquals(Collections.emptyList(), blanks(token), () -> "in '" + token + "'");
        }
    }

    private static List<Integer> blanks(String token) {
        return token.isEmpty()
                ? List.of(-1)
                : token.chars().filter(c -> c == ' ' || c == '\n' || c == '\t').boxed().toList();
    }
}
