package org.captioner.eval.spice;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts nouns in the place of pronouns within one caption, in the spirit of Hobbs ("Resolving
 * pronoun references", 1978): the dependency graph is searched breadth-first from its root, left to
 * right, for the first noun that agrees in number. That noun stands for the pronoun if it precedes
 * it; otherwise the pronoun stays.
 */
final class Pronouns {
    /** These may refer to singular nouns too: "a person on their bike", "a group and their dog". */
    private static final Set<String> PLURAL =
            Set.of("they", "them", "their", "theirs", "themselves", "we", "us", "our", "ours");

    private Pronouns() {}

    static DependencyGraph resolve(DependencyGraph graph) {
        List<Dependency> edges =
                graph.edges().stream()
                        .map(
                                edge ->
                                        new Dependency(
                                                edge.relation(),
                                                referent(graph, edge.governor()),
                                                referent(graph, edge.dependent())))
                        .toList();
        return graph.withEdges(edges);
    }

    private static Position referent(DependencyGraph graph, Position position) {
        if (position.equals(Position.ROOT) || !graph.token(position).isPronoun()) {
            return position;
        }
        boolean plural = PLURAL.contains(graph.token(position).word());
        Deque<Position> queue = new ArrayDeque<>(List.of(Position.ROOT));
        Set<Position> seen = new HashSet<>(queue);
        while (!queue.isEmpty()) {
            Position next = queue.remove();
            if (!next.equals(Position.ROOT) && agrees(graph.token(next), plural)) {
                return next.before(position) ? next : position;
            }
            for (Dependency edge : graph.from(next)) {
                if (seen.add(edge.dependent())) {
                    queue.add(edge.dependent());
                }
            }
        }
        return position;
    }

    private static boolean agrees(Token noun, boolean pluralPronoun) {
        return noun.isNoun() && (pluralPronoun || !noun.isPluralNoun());
    }
}
