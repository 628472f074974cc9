package org.captioner.eval.spice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the counted thing the head of phrases such as "a lot of trees" and "two of them", whose
 * head is the quantity by grammar (Schuster et al., "Generating semantically precise scene graphs
 * from textual descriptions for improved image retrieval", 2015, section 3.2).
 *
 * <p>The first word of the expression becomes a modifier of the thing, by the relation {@link
 * #RELATION}. As in the original, an expression without an article begins with the first dependent
 * of its quantity, be it a preposition: "with" in "with lots of bubbles".
 */
final class QuantityModifiers {
    /** From a thing to the first word of the expression of its quantity. */
    static final String RELATION = "qmod";

    private static final String OF = "nmod:of";

    private static final Set<String> AFTER_ARTICLE =
            words(
                    "array assortment bit bunch clutch couple dozen form handful heap kind litany"
                            + " lot mountain multitude number pair plethora range series sheaf slew"
                            + " sort spate string ton total triple type variety version wad wave");

    private static final Set<String> BARE =
            words(
                    "billions dozens hundreds loads lots many millions mountains multitudes pairs"
                            + " plenty several tens thousands tons trillions");

    /** Count only if what follows is determined: "two of the dogs", "some of them". */
    private static final Pattern BEFORE_DETERMINED =
            Pattern.compile(
                    "all|both|everyone|neither|nobody|some|one|two|three|four|five|six|seven|eight"
                            + "|nine|ten|hundred|thousand|million|billion|trillion|[0-9]+");

    private QuantityModifiers() {}

    /** Raises what each quantity measures; of several things ("lots of snow and ice") the first. */
    static DependencyGraph raise(DependencyGraph graph) {
        DependencyGraph changed = graph;
        Set<Position> raised = new HashSet<>();
        for (Dependency edge : graph.edges()) {
            Position quantity = edge.governor();
            if (edge.is(OF) && ofFollows(graph, quantity) && !raised.contains(quantity)) {
                Optional<Position> first = modifier(changed, edge);
                if (first.isPresent()) {
                    changed = raise(changed, edge, first.get());
                    raised.add(quantity);
                }
            }
        }
        return changed;
    }

    private static boolean ofFollows(DependencyGraph graph, Position quantity) {
        int next = quantity.token() + 1;
        return next <= graph.tokens().size() && graph.token(Position.of(next)).word().equals("of");
    }

    /** The first word of the expression, if this is one. */
    private static Optional<Position> modifier(DependencyGraph graph, Dependency edge) {
        Position quantity = edge.governor();
        String word = graph.token(quantity).word();
        if (AFTER_ARTICLE.contains(word)) {
            return graph.dependents(quantity, "det").stream()
                    .filter(article -> isIndefinite(graph.token(article)))
                    .findFirst();
        }
        boolean countsIfDetermined = BEFORE_DETERMINED.matcher(word).matches();
        boolean counts =
                BARE.contains(word)
                        || (countsIfDetermined && isDetermined(graph, edge.dependent()));
        return counts ? Optional.of(leftmost(graph, quantity)) : Optional.empty();
    }

    /** The quantity or the first of its dependents: "three" in "three pairs of gloves". */
    private static Position leftmost(DependencyGraph graph, Position quantity) {
        return Stream.concat(
                        Stream.of(quantity),
                        graph.from(quantity).stream().map(Dependency::dependent))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static boolean isIndefinite(Token article) {
        return article.word().equals("a") || article.word().equals("an");
    }

    private static boolean isDetermined(DependencyGraph graph, Position thing) {
        Token token = graph.token(thing);
        return token.isRelativePronoun()
                || token.tag().equals("PRP")
                || !graph.dependents(thing, "det").isEmpty();
    }

    /**
     * The thing takes over the first of the edges that lead to its quantity. The others are
     * dropped, so of "a bunch of people run and jump" only the first verb keeps its subject. Edges
     * from the quantity stay: in "a bunch of cats and dogs" there is a bunch of dogs.
     */
    private static DependencyGraph raise(DependencyGraph graph, Dependency of, Position first) {
        List<Dependency> edges = new ArrayList<>();
        boolean headFound = false;
        for (Dependency edge : graph.edges()) {
            if (!edge.dependent().equals(of.governor())) {
                if (!isWithin(graph, edge, of) && !isMarker(graph, edge, of)) {
                    edges.add(edge);
                }
            } else if (!headFound) {
                edges.add(new Dependency(edge.relation(), edge.governor(), of.dependent()));
                headFound = true;
            }
        }
        edges.add(new Dependency(RELATION, of.dependent(), first));
        return graph.withEdges(edges);
    }

    /**
     * Whether the edge ties parts of the expression: "a large number of"; or whatever precedes a
     * quantity without an article: "with three pairs of".
     */
    private static boolean isWithin(DependencyGraph graph, Dependency edge, Dependency of) {
        Position quantity = of.governor();
        boolean precedes =
                !AFTER_ARTICLE.contains(graph.token(quantity).word())
                        && edge.dependent().before(quantity);
        return edge.equals(of)
                || (edge.governor().equals(quantity)
                        && (precedes || edge.is("det") || edge.is("amod")));
    }

    /** Whether the edge ties "of" to the thing. */
    private static boolean isMarker(DependencyGraph graph, Dependency edge, Dependency of) {
        return edge.is("case")
                && edge.governor().equals(of.dependent())
                && graph.token(edge.dependent()).word().equals("of");
    }

    private static Set<String> words(String blankSeparated) {
        return Pattern.compile(" ").splitAsStream(blankSeparated).collect(Collectors.toSet());
    }
}
