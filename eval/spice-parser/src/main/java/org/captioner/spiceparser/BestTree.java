package org.captioner.spiceparser;

import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.trees.LabeledScoredTreeFactory;
import edu.stanford.nlp.trees.Tree;
import edu.stanford.nlp.trees.TreeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one best tree of a filled chart, if there is one: where another tree comes within {@link
 * #MARGIN} of it, neither is taken, because which of them CoreNLP would take depends on its
 * rounding and on the order of its search.
 *
 * <p>Trees differ first at some node of the best one. So it suffices to compare every node's best
 * rule with the others that lead to the same state over the same span.
 *
 * <p>Kept from sentence to sentence; not for several threads.
 */
final class BestTree {
    /** Far above what rounding does to a sum of log probabilities, far below what decides. */
    private static final float MARGIN = 0.01f;

    /** Chains of unary rules are shorter; a longer one goes round in a circle. */
    private static final int LONGEST_CHAIN = 10;

    private static final int NO_SPLIT = -1;

    private final Grammar grammar;
    private final Chart chart;
    private final TreeFactory nodes = new LabeledScoredTreeFactory(CoreLabel.factory());
    private final float[] left;
    private final float[] right;
    private List<WordTags.Tags> tags = List.of();
    private List<Tree> leaves = List.of();

    /** How one state over one span comes about. */
    private static final class Choice {
        private float best = Float.NEGATIVE_INFINITY;
        private float second = Float.NEGATIVE_INFINITY;
        private int left;
        private int right;

        /** {@link #NO_SPLIT} for a unary rule, 0 for a word. */
        private int split;

        private void offer(float score, int newLeft, int newRight, int newSplit) {
            if (score > best) {
                second = best;
                best = score;
                left = newLeft;
                right = newRight;
                split = newSplit;
            } else if (score > second) {
                second = score;
            }
        }
    }

    BestTree(Grammar grammar, Chart chart) {
        this.grammar = grammar;
        this.chart = chart;
        left = new float[grammar.states];
        right = new float[grammar.states];
    }

    /**
     * Finds the tree.
     *
     * @param wordTags what the chart was filled with
     * @param wordLeaves a leaf for each word
     * @return empty if there is no tree or no single best one; otherwise the children of a node
     *     that stands for a part of a rule are those of the node above
     */
    Optional<Tree> find(List<WordTags.Tags> wordTags, List<Tree> wordLeaves) {
        tags = wordTags;
        leaves = wordLeaves;
        List<Tree> found = new ArrayList<>();
        boolean single = add(grammar.root, 0, chart.length(), 0, found);
        return single ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** Adds the tree of a state, or a part's children, to the children of the node above. */
    private boolean add(int state, int start, int end, int chain, List<Tree> siblings) {
        Choice choice = choose(state, start, end);
        // Not above: also false where nothing leads here.
        if (!(choice.best - choice.second > MARGIN) || chain > LONGEST_CHAIN) {
            return false;
        }
        List<Tree> children = grammar.isPart(state) ? siblings : new ArrayList<>();
        boolean single = true;
        if (choice.split == 0) {
            children.add(leaves.get(start));
        } else if (choice.split == NO_SPLIT) {
            single = add(choice.left, start, end, chain + 1, children);
        } else {
            single =
                    add(choice.left, start, choice.split, 0, children)
                            && add(choice.right, choice.split, end, 0, children);
        }
        if (single && !grammar.isPart(state)) {
            siblings.add(nodes.newTreeNode(grammar.name(state), children));
        }
        return single;
    }

    private Choice choose(int state, int start, int end) {
        Choice choice = new Choice();
        if (end == start + 1) {
            WordTags.Tags word = tags.get(start);
            for (int i = 0; i < word.states.length; i++) {
                if (word.states[i] == state) {
                    choice.offer(word.scores[i], state, state, 0);
                }
            }
        }
        Rules unaries = grammar.unaries;
        if (unaries.any(state)) {
            chart.copy(start, end, left);
            for (int rule = unaries.first[state]; rule < unaries.first[state + 1]; rule++) {
                int child = unaries.left[rule];
                choice.offer(unaries.score[rule] + left[child], child, child, NO_SPLIT);
            }
        }
        Rules binary = grammar.byParent;
        int from = binary.first[state];
        int to = binary.first[state + 1];
        for (int split = start + 1; split < end && from < to; split++) {
            chart.copy(start, split, left);
            chart.copy(split, end, right);
            for (int rule = from; rule < to; rule++) {
                int leftChild = binary.left[rule];
                int rightChild = binary.right[rule];
                float score = binary.score[rule] + left[leftChild] + right[rightChild];
                choice.offer(score, leftChild, rightChild, split);
            }
        }
        return choice;
    }
}
