package org.captioner.spiceparser;

import edu.stanford.nlp.parser.lexparser.LexicalizedParser;
import edu.stanford.nlp.parser.lexparser.UnaryRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.captioner.spiceparser.Rules.Rule;

/**
 * The rules of a loaded grammar, ordered for {@link Chart} and {@link BestTree}.
 *
 * <p>States are categories (tags and phrases) and parts of binarised rules, whose names start with
 * {@code @}. Here categories have the numbers from 0 to before {@link #categories}, and parts those
 * after. A binary rule has at most one part as a child. Immutable and shared by threads.
 */
final class Grammar {
    private static final char PART = '@';

    final int states;
    final int categories;
    final int root;

    /** By left child: binary rules with a category as right child. */
    final Rules byLeft;

    /** By right child, a part: binary rules with a category as left child. */
    final Rules byRight;

    /** By parent: all binary rules. */
    final Rules byParent;

    /** By child: chains of unary rules, each as one rule. */
    final Rules chains;

    /** By parent: unary rules. */
    final Rules unaries;

    private final String[] names;
    private final int[] numbers;
    private final BitSet[] rightCorners;

    Grammar(LexicalizedParser parser) {
        states = parser.stateIndex.size();
        names = new String[states];
        numbers = new int[states];
        int number = 0;
        for (boolean parts : new boolean[] {false, true}) {
            for (int state = 0; state < states; state++) {
                String name = parser.stateIndex.get(state);
                if ((name.charAt(0) == PART) == parts) {
                    numbers[state] = number;
                    names[number++] = name;
                }
            }
        }
        categories =
                (int) IntStream.range(0, states).filter(i -> names[i].charAt(0) != PART).count();
        root = number(parser.stateIndex.indexOf(parser.treebankLanguagePack().startSymbol()));
        List<Rule> binary =
                parser.bg.rules().stream()
                        .map(
                                rule ->
                                        new Rule(
                                                number(rule.leftChild),
                                                number(rule.rightChild),
                                                number(rule.parent),
                                                rule.score))
                        .toList();
        if (binary.stream().anyMatch(rule -> isPart(rule.left()) && isPart(rule.right()))) {
            throw new IllegalStateException("a rule of the grammar has two parts as children");
        }
        byLeft =
                Rules.of(
                        binary.stream().filter(r -> !isPart(r.right())).toList(),
                        Rule::left,
                        states);
        byRight =
                Rules.of(
                        binary.stream().filter(r -> isPart(r.right())).toList(),
                        Rule::right,
                        states);
        byParent = Rules.of(binary, Rule::parent, states);
        chains = Rules.of(unary(parser.ug.closedRuleIterator()), Rule::left, states);
        unaries = Rules.of(unary(parser.ug.ruleIterator()), Rule::parent, states);
        rightCorners = rightCorners();
    }

    private List<Rule> unary(Iterator<UnaryRule> rules) {
        List<Rule> listed = new ArrayList<>();
        while (rules.hasNext()) {
            UnaryRule rule = rules.next();
            int child = number(rule.child);
            listed.add(new Rule(child, child, number(rule.parent), rule.score));
        }
        return listed;
    }

    boolean isPart(int state) {
        return state >= categories;
    }

    /** Whether unary rules lead from a state to others. */
    boolean hasChain(int state) {
        return chains.any(state);
    }

    String name(int state) {
        return names[state];
    }

    /** Our number of a state of the loaded grammar. */
    int number(int state) {
        return numbers[state];
    }

    /** The categories that a phrase can be of whose last word has this tag. */
    BitSet endingWith(int tag) {
        return rightCorners[tag];
    }

    private BitSet[] rightCorners() {
        List<List<Integer>> parents = new ArrayList<>();
        IntStream.range(0, states).forEach(state -> parents.add(new ArrayList<>()));
        for (Rules rules : List.of(byParent, unaries)) {
            for (int rule = 0; rule < rules.size(); rule++) {
                parents.get(rules.right[rule]).add(rules.parent[rule]);
            }
        }
        BitSet[] corners = new BitSet[categories];
        for (int category = 0; category < categories; category++) {
            BitSet reached = new BitSet(states);
            reached.set(category);
            Deque<Integer> open = new ArrayDeque<>(List.of(category));
            while (!open.isEmpty()) {
                for (int parent : parents.get(open.remove())) {
                    if (!reached.get(parent)) {
                        reached.set(parent);
                        open.add(parent);
                    }
                }
            }
            corners[category] = reached.get(0, categories);
        }
        return corners;
    }
}
