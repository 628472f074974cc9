package org.captioner.spiceparser;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The best score of every state over every span of a sentence, exhaustively (CKY; Younger 1967).
 *
 * <pre>
 * score(P, i, j) = max over rules P -> L R and i &lt; k &lt; j of weight + score(L, i, k) + score(R, k, j)
 *                  and over chains of unary rules P -> C of weight + score(C, i, j)
 * </pre>
 *
 * <p>Sums are rounded in that order. Spans are visited from the last start to the first. A part of
 * a rule is left out where no category that it lacks can begin, or end, at its edge, so no
 * derivation of the sentence is lost.
 *
 * <p>Kept from sentence to sentence; not for several threads.
 */
final class Chart {
    private static final float NONE = Float.NEGATIVE_INFINITY;
    private static final int PARENT_MASK = (1 << PossibleRules.PARENT_BITS) - 1;

    private final Grammar grammar;
    private int length;

    /** Of the current span: scores by state, +infinity for useless states; those with a score. */
    private final float[] best;

    private final int[] found;
    private int foundCount;

    /** By span and category. */
    private float[] categoryScores = new float[0];

    /** By span: its states and their scores, one span after the other. */
    private int[] firstState = new int[1];

    private int[] states = new int[1 << 16];
    private float[] scores = new float[1 << 16];

    private int[] lastState = new int[0];
    private int stateCount;

    private final PendingRules rightward = new PendingRules();
    private final PendingRules leftward = new PendingRules();

    /** By place: rules whose missing right child can begin there. */
    private final List<PossibleRules> onTheRight = new ArrayList<>();

    /** Rules whose missing left child can end where the current span begins. */
    private final PossibleRules onTheLeft;

    /** By place: +infinity for the parts that nothing can complete on that side. */
    private final List<float[]> uselessBefore = new ArrayList<>();

    private final float[] uselessAfter;

    Chart(Grammar grammar) {
        this.grammar = grammar;
        best = new float[grammar.states];
        found = new int[grammar.states];
        onTheLeft = new PossibleRules(grammar.byRight, grammar.byRight.right, grammar.byRight.left);
        uselessAfter = new float[grammar.states];
    }

    /** Fills the chart for a sentence of these words. */
    void fill(List<WordTags.Tags> words) {
        clear(words.size());
        expectNothing(length);
        for (int start = length - 1; start >= 0; start--) {
            BitSet begins = new BitSet(grammar.categories);
            expectOnTheLeft(start == 0 ? new BitSet() : endingWith(words.get(start - 1)));
            for (int end = start + 1; end <= length; end++) {
                open(end);
                if (end == start + 1) {
                    WordTags.Tags tags = words.get(start);
                    for (int i = 0; i < tags.states.length; i++) {
                        offer(tags.states[i], tags.scores[i]);
                    }
                }
                for (int split = start + 1; split < end; split++) {
                    int left = span(start, split);
                    int right = span(split, end);
                    join(rightward, left, right * grammar.categories);
                    join(leftward, right, left * grammar.categories);
                }
                climb();
                close(start, end, begins);
            }
            expectOnTheRight(start, begins);
        }
    }

    /** The number of words. */
    int length() {
        return length;
    }

    /** The score of a category over the words from start to before end; -infinity if impossible. */
    float score(int category, int start, int end) {
        return categoryScores[span(start, end) * grammar.categories + category];
    }

    /** Writes the scores of all states over a span, by state; -infinity where impossible. */
    void copy(int start, int end, float[] target) {
        int span = span(start, end);
        Arrays.fill(target, NONE);
        for (int i = firstState[span]; i < lastState[span]; i++) {
            target[states[i]] = scores[i];
        }
    }

    private int span(int start, int end) {
        return start * length - start * (start - 1) / 2 + end - start - 1;
    }

    private void clear(int words) {
        length = words;
        int spans = Math.multiplyExact(length, length + 1) / 2;
        int cells = Math.multiplyExact(spans, grammar.categories);
        if (categoryScores.length < cells) {
            categoryScores = new float[cells];
            firstState = new int[spans];
            lastState = new int[spans];
        }
        Arrays.fill(categoryScores, 0, cells, NONE);
        stateCount = 0;
        rightward.clear(spans);
        leftward.clear(spans);
        while (onTheRight.size() <= length) {
            onTheRight.add(
                    new PossibleRules(grammar.byLeft, grammar.byLeft.left, grammar.byLeft.right));
            uselessBefore.add(new float[grammar.states]);
        }
    }

    private BitSet endingWith(WordTags.Tags tags) {
        BitSet ends = new BitSet(grammar.categories);
        for (int tag : tags.states) {
            ends.or(grammar.endingWith(tag));
        }
        return ends;
    }

    private void expectNothing(int place) {
        expectOnTheRight(place, new BitSet());
    }

    private void expectOnTheRight(int place, BitSet categories) {
        onTheRight.get(place).select(categories);
        mark(onTheRight.get(place), uselessBefore.get(place));
    }

    private void expectOnTheLeft(BitSet categories) {
        onTheLeft.select(categories);
        mark(onTheLeft, uselessAfter);
    }

    private void mark(PossibleRules rules, float[] useless) {
        Arrays.fill(useless, 0, grammar.categories, NONE);
        for (int part = grammar.categories; part < useless.length; part++) {
            boolean useful = rules.has(part) || grammar.hasChain(part);
            useless[part] = useful ? NONE : Float.POSITIVE_INFINITY;
        }
    }

    /** Nothing is found yet over a span that ends here; what is useless there will not be. */
    private void open(int end) {
        float[] before = uselessBefore.get(end);
        for (int state = 0; state < best.length; state++) {
            best[state] = Math.min(before[state], uselessAfter[state]);
        }
        foundCount = 0;
    }

    private void offer(int state, float score) {
        float present = best[state];
        if (score > present) {
            if (present == NONE) {
                found[foundCount++] = state;
            }
            best[state] = score;
        }
    }

    /** Joins one span's pending rules with the categories of the span beside it. */
    private void join(PendingRules pending, int span, int categories) {
        float[] category = categoryScores;
        int[] keys = pending.missingAndParent;
        float[] before = pending.before;
        float[] after = pending.after;
        float[] top = best;
        int[] list = found;
        int count = foundCount;
        int end = pending.to(span);
        for (int i = pending.from(span); i < end; i++) {
            int key = keys[i];
            float other = category[categories + (key >>> PossibleRules.PARENT_BITS)];
            if (other != NONE) {
                int parent = key & PARENT_MASK;
                float score = before[i] + other + after[i];
                float present = top[parent];
                if (score > present) {
                    if (present == NONE) {
                        list[count++] = parent;
                    }
                    top[parent] = score;
                }
            }
        }
        foundCount = count;
    }

    /** Chains of unary rules, once over what words and binary rules gave. */
    private void climb() {
        Rules chains = grammar.chains;
        int[] parents = chains.parent;
        float[] weights = chains.score;
        int given = foundCount;
        for (int i = 0; i < given; i++) {
            int state = found[i];
            float score = best[state];
            int end = chains.first[state + 1];
            for (int rule = chains.first[state]; rule < end; rule++) {
                offer(parents[rule], weights[rule] + score);
            }
        }
    }

    /** Moves what was found over a span into the chart. */
    private void close(int start, int end, BitSet begins) {
        int span = span(start, end);
        int base = span * grammar.categories;
        PossibleRules right = onTheRight.get(end);
        firstState[span] = stateCount;
        rightward.begin(span);
        leftward.begin(span);
        if (stateCount + foundCount > states.length) {
            int size = Math.max(stateCount + foundCount, 2 * states.length);
            states = Arrays.copyOf(states, size);
            scores = Arrays.copyOf(scores, size);
        }
        for (int i = 0; i < foundCount; i++) {
            int state = found[i];
            float score = best[state];
            states[stateCount] = state;
            scores[stateCount++] = score;
            if (!grammar.isPart(state)) {
                categoryScores[base + state] = score;
                begins.set(state);
            }
        }
        int first = firstState[span];
        rightward.addLeftChildren(states, scores, first, stateCount, right);
        leftward.addRightChildren(states, scores, first, stateCount, onTheLeft);
        lastState[span] = stateCount;
        rightward.end(span);
        leftward.end(span);
    }
}
