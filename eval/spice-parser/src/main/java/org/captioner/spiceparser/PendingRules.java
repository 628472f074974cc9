package org.captioner.spiceparser;

import java.util.Arrays;

/**
 * Binary rules of which a chart has one child and which wait for the other beside it: those of all
 * spans one after the other, so that joining spans reads them in one sweep.
 */
final class PendingRules {
    private static final int FIRST_SIZE = 1 << 16;

    private int[] from = new int[0];
    private int[] to = new int[0];
    private int size;

    /** As in {@link PossibleRules#missingAndParent}. */
    int[] missingAndParent = new int[FIRST_SIZE];

    /** What is added before the missing child's score. */
    float[] before = new float[FIRST_SIZE];

    /** What is added after it. */
    float[] after = new float[FIRST_SIZE];

    /** Forgets the last sentence. */
    void clear(int spans) {
        size = 0;
        if (from.length < spans) {
            from = new int[spans];
            to = new int[spans];
        }
    }

    void begin(int span) {
        from[span] = size;
    }

    void end(int span) {
        to[span] = size;
    }

    int from(int span) {
        return from[span];
    }

    int to(int span) {
        return to[span];
    }

    /** Adds the rules that have one of these states on their left. */
    void addLeftChildren(int[] states, float[] scores, int first, int last, PossibleRules rules) {
        reserve(rules.size());
        int next = size;
        for (int i = first; i < last; i++) {
            int end = rules.to[states[i]];
            for (int rule = rules.from[states[i]]; rule < end; rule++) {
                missingAndParent[next] = rules.missingAndParent[rule];
                before[next] = rules.weight[rule] + scores[i];
                after[next++] = 0;
            }
        }
        size = next;
    }

    /** Adds the rules that have one of these states on their right. */
    void addRightChildren(int[] states, float[] scores, int first, int last, PossibleRules rules) {
        reserve(rules.size());
        int next = size;
        for (int i = first; i < last; i++) {
            int end = rules.to[states[i]];
            for (int rule = rules.from[states[i]]; rule < end; rule++) {
                missingAndParent[next] = rules.missingAndParent[rule];
                before[next] = rules.weight[rule];
                after[next++] = scores[i];
            }
        }
        size = next;
    }

    private void reserve(int more) {
        if (size + more > before.length) {
            int length = Math.max(size + more, 2 * before.length);
            missingAndParent = Arrays.copyOf(missingAndParent, length);
            before = Arrays.copyOf(before, length);
            after = Arrays.copyOf(after, length);
        }
    }
}
