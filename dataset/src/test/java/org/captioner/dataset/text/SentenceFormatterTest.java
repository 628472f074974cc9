package org.captioner.dataset.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceFormatterTest {
    private final SentenceFormatter formatter = new SentenceFormatter();

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "two dogs run | Two dogs run.",
                "two dogs run . | Two dogs run.",
                "the men 's hats | The men's hats.",
                "two dogs ' leashes | Two dogs' leashes.",
                "two dogs 's leashes | Two dogs' leashes.",
                "the boss 's bus 's door | The boss's bus's door.",
                "they do n't run and ca n't swim | They don't run and can't swim.",
                "she will not and can not | She will not and cannot.",
                "i 'm gon na jump | I'm gonna jump.",
                "now i swim | Now I swim.",
                "a sign -lrb- red -rrb- here | A sign (red) here.",
                "a sign that says `` stop '' | A sign that says \"stop\".",
                "`` stop ! '' | \"Stop!\"",
                "a man , a dog ; a cat : all run ! | A man, a dog; a cat: all run!",
                "a black - and - white dog | A black-and-white dog.",
                "a black-and-white dog | A black-and-white dog.",
                "a dog -- running | A dog \u2013 running.",
                "player # 28 pays $ 5 for 50 % | Player #28 pays $5 for 50%.",
                "a flag of the u.s. | A flag of the u.s.",
                "5 men | 5 men.",
                "rock 'n' roll at five o'clock | Rock 'n' roll at five o'clock.",
                "ägypten | Ägypten.",
                "a orange coat and an dog | An orange coat and a dog.",
                "a | A.",
            })
    void aSentenceIsWrittenAsAPersonWould(String words, String sentence) {
        assertEquals(sentence, formatter.format(List.of(words.split(" "))));
    }

    @Test
    void noWordsGiveAnEmptyText() {
        assertEquals("", formatter.format(List.of()));
    }

    @Property(tries = 500)
    void tokenizingTheSentenceGivesTheWordsBack(@ForAll("captions") List<String> words) {
        assertEquals(words, new CaptionTokenizer().tokenize(formatter.format(words)));
    }

    @Provide
    Arbitrary<List<String>> captions() {
        Arbitrary<String> nouns = Arbitraries.of("man", "woman", "dog", "men", "t-shirt", "river");
        Arbitrary<String> others =
                Arbitraries.of("a", "the", "red", "black-and-white", "runs", "28");
        Arbitrary<List<String>> owned = nouns.map(noun -> List.of(noun, "'s"));
        Arbitrary<List<String>> negated =
                Arbitraries.of("do", "does", "ca", "wo").map(verb -> List.of(verb, "n't"));
        Arbitrary<List<String>> single = Arbitraries.oneOf(nouns, others).map(List::of);
        return Arbitraries.oneOf(owned, negated, single)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(
                        parts ->
                                // A single letter at the end would be read as an initial: "A."
                                Stream.concat(
                                                parts.stream().flatMap(List::stream),
                                                Stream.of("runs"))
                                        .toList());
    }
}
