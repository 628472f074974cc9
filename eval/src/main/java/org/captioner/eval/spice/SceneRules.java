package org.captioner.eval.spice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads propositions off the dependencies of one caption (Schuster et al. 2015, section 3; Anderson
 * et al., "SPICE: semantic propositional image caption evaluation", 2016, section 3.1).
 *
 * <p>Rules run one after the other over all dependencies; their order decides which objects a scene
 * graph meets first and so which of them merge.
 */
final class SceneRules {
    private static final String BE = "be";

    private final DependencyGraph graph;
    private final Set<Position> compoundParts = new HashSet<>();
    private final List<Proposition> found = new ArrayList<>();

    private SceneRules(DependencyGraph graph) {
        this.graph = graph;
        for (Dependency edge : graph.edges()) {
            if (isNounCompound(edge)) {
                compoundParts.add(edge.dependent());
            }
        }
    }

    /** The propositions of a caption, in the order in which they enter its scene graph. */
    static List<Proposition> propositions(Parse parse) {
        DependencyGraph counted = QuantityModifiers.raise(DependencyGraph.of(parse));
        return new SceneRules(Pronouns.resolve(counted)).apply();
    }

    private List<Proposition> apply() {
        subjects(this::subjectVerbObject);
        each("acl", clause -> complements(clause.governor(), clause.dependent()));
        subjects(this::predicate);
        subjects(this::predicateWithPreposition);
        each("amod", edge -> attribute(edge.governor(), edge.dependent()));
        graph.edges().stream()
                .filter(edge -> edge.isNominalModifier() && !edge.is("nmod:agent"))
                .filter(edge -> isNoun(edge.governor()))
                .forEach(edge -> relate(edge.governor(), edge.preposition(), edge.dependent()));
        each("nmod:poss", this::possession);
        each("nsubjpass", this::agent);
        each("nummod", this::number);
        each(QuantityModifiers.RELATION, this::quantity);
        each("compound", this::compound);
        objects();
        return List.copyOf(found);
    }

    private void each(String relation, Consumer<Dependency> rule) {
        graph.edges().stream().filter(edge -> edge.is(relation)).forEach(rule);
    }

    private void subjects(Consumer<Dependency> rule) {
        each("nsubj", rule);
    }

    /** "a dog runs on sand": dog - run on - sand. */
    private void subjectVerbObject(Dependency subject) {
        if (isNoun(subject.dependent()) && !hasCopula(subject.governor())) {
            complements(subject.dependent(), subject.governor());
        }
    }

    private void complements(Position subject, Position verb) {
        for (Dependency complement : nounComplements(verb)) {
            String relation = (verb(verb) + " " + complement.preposition()).strip();
            relate(subject, relation, complement.dependent());
        }
    }

    private List<Dependency> nounComplements(Position verb) {
        return graph.from(verb, Dependency::isComplement).stream()
                .filter(complement -> isNoun(complement.dependent()))
                .toList();
    }

    /** "a dog is wet", "a dog barks", "the dog is a terrier": the predicate is an attribute. */
    private void predicate(Dependency subject) {
        Position predicate = subject.governor();
        if (graph.token(predicate).isAdjective()) {
            attribute(subject.dependent(), predicate);
        } else if (isNoun(subject.dependent()) && !hasCase(predicate)) {
            boolean bareVerb =
                    nounComplements(predicate).isEmpty()
                            && !graph.token(predicate).concept().equals(BE);
            if (hasCopula(predicate) || bareVerb) {
                attribute(subject.dependent(), predicate);
            }
        }
    }

    /** "the dog is next to a tree": dog - next to - tree. */
    private void predicateWithPreposition(Dependency subject) {
        Position predicate = subject.governor();
        List<Position> cases = graph.dependents(predicate, "case");
        if (!cases.isEmpty() && isNoun(subject.dependent())) {
            Position first = cases.get(0);
            String preposition =
                    Stream.concat(Stream.of(first), graph.dependents(first, "mwe").stream())
                            .map(position -> graph.token(position).word())
                            .collect(Collectors.joining(" "));
            relate(subject.dependent(), preposition, predicate);
        }
    }

    /** "his hat", "the boy's hat": boy - have - hat. */
    private void possession(Dependency edge) {
        if (isNoun(edge.governor()) && isNoun(edge.dependent())) {
            relate(edge.dependent(), "have", edge.governor());
        }
    }

    /** "a boy is pushed by a girl": girl - push - boy. */
    private void agent(Dependency passive) {
        Position verb = passive.governor();
        for (Position agent : graph.dependents(verb, "nmod:agent")) {
            if (isNoun(agent) && isNoun(passive.dependent())) {
                relate(agent, verb(verb), passive.dependent());
            }
        }
    }

    /** "two dogs": the first number of a noun is its count, if the number precedes the noun. */
    private void number(Dependency edge) {
        if (isFirst(edge) && edge.dependent().before(edge.governor())) {
            count(edge);
        }
    }

    /** "a lot of dogs", "dogs, and one of them": a noun with a number has no other quantity. */
    private void quantity(Dependency edge) {
        if (isFirst(edge) && graph.dependents(edge.governor(), "nummod").isEmpty()) {
            count(edge);
        }
    }

    private boolean isFirst(Dependency edge) {
        return edge.dependent().equals(graph.dependents(edge.governor(), edge.relation()).get(0));
    }

    private void count(Dependency edge) {
        if (graph.token(edge.governor()).isPluralNoun()) {
            attribute(edge.governor(), edge.dependent());
        }
    }

    private void compound(Dependency edge) {
        if (isNounCompound(edge)) {
            attribute(edge.governor(), edge.dependent());
        }
    }

    private void objects() {
        for (int token = 1; token <= graph.tokens().size(); token++) {
            Position position = Position.of(token);
            if (isNoun(position) && !compoundParts.contains(position)) {
                found.add(Proposition.object(graph.token(position).concept()));
            }
        }
    }

    private void attribute(Position object, Position attribute) {
        found.add(
                Proposition.attribute(
                        graph.token(object).concept(), graph.token(attribute).concept()));
    }

    private void relate(Position subject, String relation, Position object) {
        String withoutBe =
                relation.startsWith(BE + " ") ? relation.substring(BE.length() + 1) : relation;
        found.add(
                Proposition.relation(
                        graph.token(subject).concept(), withoutBe, graph.token(object).concept()));
    }

    /** The lemma of a verb with its particles: "look up". */
    private String verb(Position verb) {
        Stream<String> particles =
                graph.dependents(verb, "compound:prt").stream()
                        .map(particle -> graph.token(particle).lemma().toLowerCase(Locale.ROOT));
        return Stream.concat(Stream.of(graph.token(verb).lemma()), particles)
                .collect(Collectors.joining(" "));
    }

    private boolean isNounCompound(Dependency edge) {
        return edge.is("compound") && isNoun(edge.governor()) && isNoun(edge.dependent());
    }

    private boolean isNoun(Position position) {
        return !position.equals(Position.ROOT) && graph.token(position).isNoun();
    }

    private boolean hasCopula(Position predicate) {
        return !graph.dependents(predicate, "cop").isEmpty();
    }

    private boolean hasCase(Position predicate) {
        return !graph.dependents(predicate, "case").isEmpty();
    }
}
