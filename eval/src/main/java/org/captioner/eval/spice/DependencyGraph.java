package org.captioner.eval.spice;

import java.util.List;
import java.util.function.Predicate;

/**
 * The dependencies of one caption, in a fixed order: by governor, dependent and relation, so that
 * the scene does not depend on the order in which a parser lists them.
 */
final class DependencyGraph {
    private final List<Token> tokens;
    private final List<Dependency> edges;

    DependencyGraph(List<Token> tokens, List<Dependency> edges) {
        this.tokens = tokens;
        this.edges = edges.stream().sorted().distinct().toList();
    }

    static DependencyGraph of(Parse parse) {
        return new DependencyGraph(parse.tokens(), parse.dependencies());
    }

    /** The same tokens under other dependencies. */
    DependencyGraph withEdges(List<Dependency> changed) {
        return new DependencyGraph(tokens, changed);
    }

    List<Token> tokens() {
        return tokens;
    }

    /** All dependencies, those of the root included. */
    List<Dependency> edges() {
        return edges;
    }

    /** The word at a position, which is not the root. */
    Token token(Position position) {
        return tokens.get(position.token() - 1);
    }

    /** The dependencies that start at a governor. */
    List<Dependency> from(Position governor) {
        return edges.stream().filter(edge -> edge.governor().equals(governor)).toList();
    }

    List<Dependency> from(Position governor, Predicate<Dependency> kind) {
        return from(governor).stream().filter(kind).toList();
    }

    /** What a governor has by this relation, in the order of the caption. */
    List<Position> dependents(Position governor, String relation) {
        return from(governor, edge -> edge.is(relation)).stream()
                .map(Dependency::dependent)
                .toList();
    }
}
