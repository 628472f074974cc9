package org.captioner.spiceparser;

import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.ling.Word;
import edu.stanford.nlp.parser.lexparser.BoundaryRemover;
import edu.stanford.nlp.parser.lexparser.LexicalizedParser;
import edu.stanford.nlp.parser.lexparser.Lexicon;
import edu.stanford.nlp.trees.LabeledScoredTreeFactory;
import edu.stanford.nlp.trees.Tree;
import edu.stanford.nlp.trees.TreeFactory;
import edu.stanford.nlp.trees.TreeTransformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the words of a sentence to its tree; not for several threads. */
final class TreeSearch {
    private final WordTags tags;
    private final Chart chart;
    private final BestTree best;
    private final TreeFactory leaves = new LabeledScoredTreeFactory(CoreLabel.factory());
    private final TreeTransformer withoutBoundary = new BoundaryRemover();
    private final TreeTransformer withoutSubcategories;

    TreeSearch(LexicalizedParser parser, Grammar grammar, WordTags tags) {
        this.tags = tags;
        chart = new Chart(grammar);
        best = new BestTree(grammar, chart);
        withoutSubcategories = parser.getTLPParams().subcategoryStripper();
    }

    /** The best tree; empty if there is none, or if others are as good but for rounding. */
    Optional<Tree> find(List<CoreLabel> words) {
        List<WordTags.Tags> wordTags = new ArrayList<>();
        List<Tree> wordLeaves = new ArrayList<>();
        for (CoreLabel word : words) {
            wordTags.add(tags.of(word.word(), wordTags.size()));
            wordLeaves.add(leaves.newLeaf(word));
        }
        wordTags.add(tags.of(Lexicon.BOUNDARY, wordTags.size()));
        wordLeaves.add(leaves.newLeaf(new Word(Lexicon.BOUNDARY)));
        chart.fill(wordTags);
        return best.find(wordTags, wordLeaves)
                .map(withoutBoundary::transformTree)
                .map(withoutSubcategories::transformTree);
    }
}
