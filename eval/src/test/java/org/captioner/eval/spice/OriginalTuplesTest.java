package org.captioner.eval.spice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invented sentences with quantities, pronouns and coordination, half of them drawn from a small
 * grammar, with the tuples that SPICE 1.0 gave for them ({@code -detailed}) and the parse of
 * CoreNLP 3.6.0. {@code sentences.txt} has three lines for each: the sentence; its tuples,
 * separated by semicolons, the words of one concept in order; {@code word/lemma/tag} of the tokens,
 * a bar, and {@code relation/governor/dependent} of the dependencies.
 */
class OriginalTuplesTest {
    private static final int LINES = 3;

    private record Sentence(String text, Set<String> tuples, Parse parse) {
        static Sentence of(List<String> lines) {
            String parse =
                    lines.get(2).replace(" | ", "\n\n").replace(' ', '\n').replace('/', '\t');
            return new Sentence(
                    lines.get(0),
                    Stream.of(lines.get(1).split(";", -1))
                            .filter(tuple -> !tuple.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new)),
                    Parse.read(parse + "\n"));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Stream<Sentence> sentences() throws IOException, URISyntaxException {
        Path file = Path.of(OriginalTuplesTest.class.getResource("sentences.txt").toURI());
        List<String> lines = Files.readAllLines(file);
        return Stream.iterate(0, i -> i < lines.size(), i -> i + LINES)
                .map(i -> Sentence.of(lines.subList(i, i + LINES)));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void tuplesAreThoseOfTheOriginal(Sentence sentence) {
        assertEquals(sentence.tuples(), tuples(sentence.parse()));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void theOrderInWhichDependenciesAreListedDoesNotMatter(Sentence sentence) {
        List<Dependency> shuffled = new ArrayList<>(sentence.parse().dependencies());
        Collections.shuffle(shuffled, new Random(1));
        Parse parse = new Parse(sentence.parse().tokens(), shuffled);
        assertEquals(sentence.tuples(), tuples(parse));
    }

    /** A reference that is given twice adds only what merging of the first made similar. */
    @ParameterizedTest
    @MethodSource("sentences")
    void everyTupleOfACaptionMatchesTheGraphOfEqualReferences(Sentence sentence) {
        SceneGraph once = graph(sentence.parse(), 1);
        SceneGraph twice = graph(sentence.parse(), 2);
        SceneScore score = SceneScore.of(once.tuples(), twice.tuples());
        assertEquals(score.hypothesis(), score.matched());
    }

    @Test
    void theParserGivesTheSameParses() throws IOException, URISyntaxException {
        Path folder = SpiceOptions.defaults().parserFolder();
        Assumptions.assumeTrue(
                IsolatedParser.isPresent(folder),
                "skipped: SPICE's parser was not fetched; run " + IsolatedParser.FETCH);
        CaptionParser parser = new IsolatedParser(folder);
        sentences()
                .forEach(
                        sentence ->
                                assertEquals(
                                        sentence.parse(),
                                        Parse.read(parser.apply(sentence.text())),
                                        sentence.text()));
    }

    @Test
    void thereAreEnoughSentencesOfEachKind() throws IOException, URISyntaxException {
        List<String> texts = sentences().map(Sentence::text).toList();
        assertTrue(count(texts, ".* of .*") > 100);
        assertTrue(count(texts, ".*\\b(them|they|his|her|their|its|it)\\b.*") > 50);
        assertTrue(count(texts, ".*\\b(and|or|but)\\b.*") > 100);
    }

    private static long count(List<String> texts, String pattern) {
        return texts.stream().filter(text -> text.matches(pattern)).count();
    }

    private static SceneGraph graph(Parse parse, int times) {
        return SceneGraph.of(Collections.nCopies(times, SceneRules.propositions(parse)));
    }

    private static Set<String> tuples(Parse parse) {
        return graph(parse, 1).tuples().stream()
                .map(OriginalTuplesTest::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(SceneTuple tuple) {
        return tuple.concepts().stream()
                .map(concept -> String.join("/", new TreeSet<>(concept.words())))
                .collect(Collectors.joining(","));
    }
}
