package org.captioner.spiceparser;

import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.ling.IndexedWord;
import edu.stanford.nlp.parser.common.ParserQuery;
import edu.stanford.nlp.parser.common.ParserUtils;
import edu.stanford.nlp.parser.lexparser.LexicalizedParser;
import edu.stanford.nlp.process.CoreLabelTokenFactory;
import edu.stanford.nlp.process.Morphology;
import edu.stanford.nlp.process.PTBTokenizer;
import edu.stanford.nlp.process.WordToSentenceProcessor;
import edu.stanford.nlp.trees.GrammaticalStructure;
import edu.stanford.nlp.trees.GrammaticalStructure.Extras;
import edu.stanford.nlp.trees.GrammaticalStructureFactory;
import edu.stanford.nlp.trees.Tree;
import edu.stanford.nlp.trees.TreebankLanguagePack;
import edu.stanford.nlp.trees.TypedDependency;
import edu.stanford.nlp.util.Filters;
import edu.stanford.nlp.util.ScoredObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPInputStream;

/**
 * From the text of a caption to its collapsed, conjunction-processed Universal Dependencies (v1)
 * and lemmas, exactly as CoreNLP 3.6.0's pipeline {@code tokenize, ssplit, parse, lemma} finds
 * them.
 *
 * <p>The result is lines of tab-separated fields; empty for a text without tokens:
 *
 * <pre>
 * dogs  dog  NNS            a token: word, lemma, part of speech
 * run   run  VBP
 *                           an empty line
 * root   0    2             a dependency: relation, governor, dependent
 * nsubj  2    1             (positions from 1, 0 the root; "2.1" the first copy of token 2)
 * </pre>
 *
 * <p>The search for the best tree is our own ({@link TreeSearch}); CoreNLP's decides where trees
 * are equally good. Thread-safe: the grammar is shared, the chart belongs to the thread.
 */
public final class PcfgParser implements UnaryOperator<String> {
    private static final String GRAMMAR = "edu/stanford/nlp/models/lexparser/englishPCFG.ser.gz";

    /** The flag that CoreNLP's pipeline gives its parser by default. */
    private static final String FLAG = "-retainTmpSubcategories";

    private final LexicalizedParser parser;
    private final GrammaticalStructureFactory structures;
    private final ParserQuery query;
    private final ThreadLocal<TreeSearch> searches;
    private final ThreadLocal<Morphology> morphologies = ThreadLocal.withInitial(Morphology::new);

    /** Loads the grammar from the class path; takes about a second. */
    public PcfgParser() {
        parser = load();
        parser.setOptionFlags(FLAG);
        TreebankLanguagePack language = parser.getTLPParams().treebankLanguagePack();
        structures =
                language.grammaticalStructureFactory(
                        Filters.acceptFilter(), parser.getTLPParams().typedDependencyHeadFinder());
        query = parser.parserQuery();
        Grammar grammar = new Grammar(parser);
        WordTags tags = new WordTags(parser, grammar);
        searches = ThreadLocal.withInitial(() -> new TreeSearch(parser, grammar, tags));
    }

    /** From the stream, because loading by name writes to the standard error stream. */
    private static LexicalizedParser load() {
        ClassLoader own = PcfgParser.class.getClassLoader();
        try (InputStream file = own.getResourceAsStream(GRAMMAR);
                ObjectInputStream in =
                        new ObjectInputStream(new BufferedInputStream(new GZIPInputStream(file)))) {
            return LexicalizedParser.loadModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + GRAMMAR, e);
        }
    }

    @Override
    public String apply(String text) {
        List<CoreLabel> words = firstSentence(text);
        if (words.isEmpty()) {
            return "";
        }
        Tree tree = tree(words);
        StringBuilder out = new StringBuilder();
        appendTokens(words, tree, out);
        out.append('\n');
        appendDependencies(tree, out);
        return out.toString();
    }

    private static List<CoreLabel> firstSentence(String text) {
        List<CoreLabel> tokens =
                new PTBTokenizer<>(
                                new StringReader(text),
                                new CoreLabelTokenFactory(true),
                                "invertible=true,ptb3Escaping=true")
                        .tokenize();
        List<List<CoreLabel>> sentences = new WordToSentenceProcessor<CoreLabel>().process(tokens);
        return sentences.isEmpty() ? List.of() : sentences.get(0);
    }

    private Tree tree(List<CoreLabel> words) {
        return searches.get().find(words).orElseGet(() -> treeOfCoreNlp(words));
    }

    /**
     * Runs CoreNLP's own search, which is slow: it chooses among trees that are equally good, and
     * parses sentences that the rules do not cover. One query serves all sentences, because its
     * numbering of unknown words must not restart.
     */
    private Tree treeOfCoreNlp(List<CoreLabel> words) {
        synchronized (parser) {
            query.parse(words);
            return bestOfCoreNlp(words);
        }
    }

    private Tree bestOfCoreNlp(List<CoreLabel> words) {
        // Of equally good trees the one-best search may take another than the k-best search,
        // and CoreNLP's pipeline uses the latter.
        List<ScoredObject<Tree>> best = query.getKBestPCFGParses(1);
        return best == null || best.isEmpty() ? ParserUtils.xTree(words) : best.get(0).object();
    }

    private void appendTokens(List<CoreLabel> words, Tree tree, StringBuilder out) {
        List<CoreLabel> tagged = tree.taggedLabeledYield();
        Morphology morphology = morphologies.get();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).word();
            String tag = tagged.get(i).tag();
            out.append(word).append('\t');
            out.append(morphology.lemma(word, tag)).append('\t').append(tag).append('\n');
        }
    }

    private void appendDependencies(Tree tree, StringBuilder out) {
        GrammaticalStructure structure = structures.newGrammaticalStructure(tree);
        for (TypedDependency dependency : structure.typedDependenciesCCprocessed(Extras.NONE)) {
            out.append(dependency.reln()).append('\t');
            appendNode(dependency.gov(), out);
            out.append('\t');
            appendNode(dependency.dep(), out);
            out.append('\n');
        }
    }

    private static void appendNode(IndexedWord word, StringBuilder out) {
        out.append(word.index());
        if (word.copyCount() > 0) {
            out.append('.').append(word.copyCount());
        }
    }
}
