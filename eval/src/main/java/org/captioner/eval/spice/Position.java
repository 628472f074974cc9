package org.captioner.eval.spice;

import java.util.Comparator;

/**
 * Where a word stands in a dependency graph: a token, or a copy of it, which conjunctions such as
 * "on and by a fence" add so that the verb governs each part.
 *
 * @param token from 1; 0 is the root above the sentence
 * @param copy 0 for the token itself
 */
record Position(int token, int copy) implements Comparable<Position> {
    static final Position ROOT = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::token).thenComparingInt(Position::copy);

    static Position of(int token) {
        return new Position(token, 0);
    }

    /** Whether this stands in front of the other in the caption. */
    boolean before(Position other) {
        return token < other.token;
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
