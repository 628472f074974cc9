package org.captioner.spiceparser;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Rules in flat arrays, in the order of one of their states, the key: those of state s stand at
 * first[s] to before first[s + 1]. A unary rule has its child as left and right.
 */
final class Rules {
    final int[] first;
    final int[] left;
    final int[] right;
    final int[] parent;
    final float[] score;

    /** One rule; the score is the logarithm of its weight. */
    record Rule(int left, int right, int parent, float score) {}

    private Rules(List<Rule> rules, ToIntFunction<Rule> key, int states) {
        first = new int[states + 1];
        rules.forEach(rule -> first[key.applyAsInt(rule) + 1]++);
        for (int state = 0; state < states; state++) {
            first[state + 1] += first[state];
        }
        left = rules.stream().mapToInt(Rule::left).toArray();
        right = rules.stream().mapToInt(Rule::right).toArray();
        parent = rules.stream().mapToInt(Rule::parent).toArray();
        score = new float[rules.size()];
        for (int i = 0; i < score.length; i++) {
            score[i] = rules.get(i).score;
        }
    }

    static Rules of(List<Rule> rules, ToIntFunction<Rule> key, int states) {
        return new Rules(rules.stream().sorted(Comparator.comparingInt(key)).toList(), key, states);
    }

    boolean any(int state) {
        return first[state] < first[state + 1];
    }

    int size() {
        return score.length;
    }
}
