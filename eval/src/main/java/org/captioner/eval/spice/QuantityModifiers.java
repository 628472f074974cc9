package org.captioner.eval.spice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the counted thing the head of phrases such as "a lot of trees" and "two of them", whose
 * head is the quantity by grammar (Schuster et al., "Generating semantically precise scene graphs
 * from textual descriptions for improved image retrieval", 2015, section 3.2).
 *
 * <p>The first word of the expression becomes a modifier of the thing, by the relation {@link
 * #RELATION}.
 */
final class QuantityModifiers {
    /** From a thing to the first word of the expression of its quantity. */
    static final String RELATION = "qmod";

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

    static DependencyGraph raise(DependencyGraph graph) {
        DependencyGraph changed = graph;
        for (Dependency edge : graph.edges()) {
            if (edge.is("nmod:of") && ofFollows(graph, edge.governor())) {
                DependencyGraph current = changed;
                changed =
                        modifier(current, edge)
                                .map(first -> raise(current, edge, first))
                                .orElse(current);
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
        return counts ? Optional.of(quantity) : Optional.empty();
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

    private static DependencyGraph raise(DependencyGraph graph, Dependency of, Position first) {
        Position quantity = of.governor();
        Position thing = of.dependent();
        List<Dependency> edges = new ArrayList<>();
        for (Dependency edge : graph.edges()) {
            boolean within =
                    edge.governor().equals(quantity)
                            && (edge.is("det") || edge.is("amod") || edge.equals(of));
            boolean marker =
                    edge.governor().equals(thing)
                            && edge.is("case")
                            && graph.token(edge.dependent()).word().equals("of");
            if (!within && !marker) {
                edges.add(moved(edge, quantity, thing));
            }
        }
        edges.add(new Dependency(RELATION, thing, first));
        return graph.withEdges(edges);
    }

    /** Everything but compounds ("a bmx type of bicycle") passes from the quantity to the thing. */
    private static Dependency moved(Dependency edge, Position quantity, Position thing) {
        boolean governs = edge.governor().equals(quantity) && !edge.is("compound");
        return new Dependency(
                edge.relation(),
                governs ? thing : edge.governor(),
                edge.dependent().equals(quantity) ? thing : edge.dependent());
    }

    private static Set<String> words(String blankSeparated) {
        return Pattern.compile(" ").splitAsStream(blankSeparated).collect(Collectors.toSet());
    }
}
