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
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
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

    @Property(tries = 1000)
    void everydayCaptionsAreSplitAsTheLexerDoes(
            @ForAll @Size(max = 8) List<@From("pieces") String> pieces) {
        String caption = String.join(" ", pieces);
        assertEquals(CaptionTokenizer.lexed(caption), tokenizer.treebankTokens(caption));
    }

    @Provide
    Arbitrary<String> pieces() {
        Arbitrary<String> words =
                Arbitraries.of(
                        "a A dog Dogs men X-ray t-shirt black-and-white cannot gonna GIMME dont im"
                                .concat(" aint Mr St no etc U s t co Inc Sat Jan pm yahoo e kg")
                                .split(" "));
        Arbitrary<String> ends = Arbitraries.of("", "", "", ",", ".", "'s", "-free", "!", "n't");
        return Arbitraries.oneOf(
                Combinators.combine(words, ends).as(String::concat),
                Arbitraries.of("", ".", ",", "2", "30", "473.", "1/2", "5th", "1000", "'s", "-"));
    }

    @Test
    void everyDevelopmentCaptionIsSplitAsTheLexerDoes() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String line :
                Files.readAllLines(
                        SharedData.require("flickr8k-dev/Flickr8k_text/Flickr8k.token.txt"))) {
            String caption = line.substring(line.indexOf('\t') + 1);
            if (!tokenizer.treebankTokens(caption).equals(CaptionTokenizer.lexed(caption))) {
                wrong.add(caption);
            }
        }
        assertEquals(List.of(), wrong);
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
