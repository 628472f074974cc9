package org.captioner.spiceparser;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Of rules that have one child and lack a category, those whose category can stand at one place in
 * a sentence; by that child. Reused for each place.
 */
final class PossibleRules {
    /** Entries keep the missing category above this many bits, and the parent within. */
    static final int PARENT_BITS = 16;

    private final Rules rules;
    private final int[] child;
    private final int[] missing;
    private final boolean[] possible;
    private final int[] childOfEntry;

    /** By child: its entries, from here to before {@link #to}. */
    final int[] from;

    final int[] to;
    final int[] missingAndParent;
    final float[] weight;
    private int size;

    /**
     * @param rules by the child that they have
     * @param child that child of each rule
     * @param missing the other one, a category
     */
    PossibleRules(Rules rules, int[] child, int[] missing) {
        int states = rules.first.length - 1;
        if (states > 1 << PARENT_BITS) {
            throw new IllegalStateException("the grammar has " + states + " states, above 65536");
        }
        this.rules = rules;
        this.child = child;
        this.missing = missing;
        possible = new boolean[states];
        childOfEntry = new int[rules.size()];
        from = new int[states];
        to = new int[states];
        missingAndParent = new int[rules.size()];
        weight = new float[rules.size()];
    }

    /** Selects the rules that lack one of these categories. */
    void select(BitSet categories) {
        for (int entry = 0; entry < size; entry++) {
            to[childOfEntry[entry]] = 0;
            from[childOfEntry[entry]] = 0;
        }
        Arrays.fill(possible, false);
        categories.stream().forEach(category -> possible[category] = true);
        int count = 0;
        for (int rule = 0; rule < missing.length; rule++) {
            // Written in any case and kept only if possible: no branch to mispredict.
            missingAndParent[count] = missing[rule] << PARENT_BITS | rules.parent[rule];
            weight[count] = rules.score[rule];
            childOfEntry[count] = child[rule];
            count += possible[missing[rule]] ? 1 : 0;
        }
        for (int entry = 0; entry < count; entry++) {
            to[childOfEntry[entry]] = entry + 1;
        }
        for (int entry = count - 1; entry >= 0; entry--) {
            from[childOfEntry[entry]] = entry;
        }
        size = count;
    }

    /** How many rules are selected. */
    int size() {
        return size;
    }

    boolean has(int state) {
        return from[state] < to[state];
    }
}
