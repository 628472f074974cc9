package org.captioner.eval.spice;

import java.util.Comparator;
import java.util.Locale;

/**
 * One edge of a dependency graph: {@code nmod:on(sit, bench)}.
 *
 * @param relation in terms of Universal Dependencies v1, collapsed
 * @param governor {@link Position#ROOT} for the head of the sentence
 */
record Dependency(String relation, Position governor, Position dependent)
        implements Comparable<Dependency> {
    private static final Comparator<Dependency> ORDER =
            Comparator.comparing(Dependency::governor)
                    .thenComparing(Dependency::dependent)
                    .thenComparing(Dependency::relation);

    private static final String MODIFIER = "nmod:";

    boolean is(String name) {
        return relation.equals(name);
    }

    /** A noun phrase tied by a preposition, or otherwise than as possessor: {@code nmod:on}. */
    boolean isNominalModifier() {
        return relation.startsWith(MODIFIER) && !is("nmod:poss");
    }

    /** What a verb can have besides its subject: objects and nominal modifiers. */
    boolean isComplement() {
        return is("dobj") || is("iobj") || isNominalModifier();
    }

    /**
     * The preposition of a nominal modifier; empty for an object and for the agent of a passive.
     */
    String preposition() {
        if (!isNominalModifier() || is("nmod:agent")) {
            return "";
        }
        return relation.substring(MODIFIER.length()).replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(Dependency other) {
        return ORDER.compare(this, other);
    }
}
