package org.captioner.spiceparser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.parser.common.ParserQuery;
import edu.stanford.nlp.parser.lexparser.LexicalizedParser;
import edu.stanford.nlp.trees.Tree;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds our search against CoreNLP's own on hand-made captions, real English and not. */
class TreeSearchTest {
    private static final Path GRAMMAR =
            Path.of(
                    System.getProperty("user.home"),
                    ".cache/captioner/spice/edu/stanford/nlp/models/lexparser/englishPCFG.ser.gz");

    private static final List<String> CAPTIONS =
            List.of(
                    "a dog",
                    "runs",
                    "a black dog runs along the wet sand with a stick in its mouth",
                    "two children are pushed on a swing by an old woman",
                    "a lot of people wait for the colourful bus and talk",
                    "man in red jacket and blue jeans rides his bike on and off the kerb",
                    "the boy who wears a helmet is about to jump",
                    "three of the dogs do n't like the other dog 's ball",
                    "one zorblified quonk at 7:30 near the x-12 half-pipe",
                    "grass the on dog a over jumps brown hurdle",
                    "a a a dog dog dog",
                    "is it raining ?",
                    "( a man ) , smiling ; he waves",
                    "naïve café 漢字 in the window");

    private static LexicalizedParser parser;
    private static TreeSearch search;

    @BeforeAll
    static void load() throws IOException {
        Assumptions.assumeTrue(
                Files.exists(GRAMMAR),
                "skipped: SPICE's parser was not fetched; run ./captioner fetch spice");
        try (InputStream file = Files.newInputStream(GRAMMAR);
                ObjectInputStream in =
                        new ObjectInputStream(new BufferedInputStream(new GZIPInputStream(file)))) {
            parser = LexicalizedParser.loadModel(in);
        }
        parser.setOptionFlags("-retainTmpSubcategories");
        Grammar grammar = new Grammar(parser);
        search = new TreeSearch(parser, grammar, new WordTags(parser, grammar));
    }

    @Test
    void theTreeIsTheOneThatCoreNlpFinds() {
        ParserQuery query = parser.parserQuery();
        int found = 0;
        for (String caption : CAPTIONS) {
            Optional<Tree> tree = search.find(words(caption));
            if (tree.isPresent()) {
                query.parse(words(caption));
                Tree original = query.getKBestPCFGParses(1).get(0).object();
                assertEquals(original.toString(), tree.get().toString(), caption);
                found++;
            }
        }
        assertTrue(found >= CAPTIONS.size() - 3, "only " + found + " captions have one best tree");
    }

    @Test
    void aSentenceLeavesNothingBehindForTheNext() {
        String before = search.find(words(CAPTIONS.get(2))).orElseThrow().toString();
        CAPTIONS.forEach(caption -> search.find(words(caption)));
        assertEquals(before, search.find(words(CAPTIONS.get(2))).orElseThrow().toString());
    }

    private static List<CoreLabel> words(String caption) {
        List<CoreLabel> words = new ArrayList<>();
        for (String text : caption.split(" ", -1)) {
            CoreLabel word = new CoreLabel();
            word.setWord(text);
            word.setValue(text);
            word.setIndex(words.size() + 1);
            words.add(word);
        }
        return words;
    }
}
