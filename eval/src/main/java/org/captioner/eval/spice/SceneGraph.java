package org.captioner.eval.spice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Objects with attributes and the relations between them, of one caption or of all references of an
 * image; words of one meaning are one object.
 */
final class SceneGraph {
    private record Node(Concept concept, List<Concept> attributes) {}

    private record Relation(Node subject, Concept concept, Node object) {}

    private final List<Node> nodes = new ArrayList<>();
    private final List<Relation> relations = new ArrayList<>();

    /** The graph of the propositions of these captions, added one after the other. */
    static SceneGraph of(List<List<Proposition>> captions) {
        SceneGraph graph = new SceneGraph();
        captions.forEach(caption -> caption.forEach(graph::add));
        return graph;
    }

    void add(Proposition proposition) {
        List<String> words = proposition.words();
        switch (words.size()) {
            case 1 -> node(words.get(0));
            case 2 -> addAttribute(node(words.get(0)), new Concept(words.get(1)));
            default ->
                    addRelation(node(words.get(0)), new Concept(words.get(1)), node(words.get(2)));
        }
    }

    /** All tuples: objects, then attributes, then relations. */
    List<SceneTuple> tuples() {
        List<SceneTuple> tuples = new ArrayList<>();
        for (Node node : nodes) {
            tuples.add(new SceneTuple(List.of(node.concept)));
        }
        for (Node node : nodes) {
            for (Concept attribute : node.attributes) {
                tuples.add(new SceneTuple(List.of(node.concept, attribute)));
            }
        }
        for (Relation relation : relations) {
            tuples.add(
                    new SceneTuple(
                            List.of(
                                    relation.subject.concept,
                                    relation.concept,
                                    relation.object.concept)));
        }
        return tuples;
    }

    /** The object that the word names exactly, or else resembles most; a new one if none. */
    private Node node(String word) {
        Concept concept = new Concept(word);
        for (Node node : nodes) {
            if (node.concept.isExactly(concept)) {
                return node;
            }
        }
        Optional<Node> closest = closest(concept);
        closest.ifPresent(node -> node.concept.absorb(concept));
        return closest.orElseGet(
                () -> {
                    Node node = new Node(concept, new ArrayList<>());
                    nodes.add(node);
                    return node;
                });
    }

    private Optional<Node> closest(Concept concept) {
        Node best = null;
        double highest = 0;
        for (Node node : nodes) {
            double similarity = node.concept.similarity(concept);
            if (similarity > highest) {
                highest = similarity;
                best = node;
            }
        }
        return Optional.ofNullable(best);
    }

    private static void addAttribute(Node node, Concept attribute) {
        for (Concept present : node.attributes) {
            if (present.isSimilarTo(attribute)) {
                present.absorb(attribute);
                return;
            }
        }
        node.attributes.add(attribute);
    }

    /** Nodes are compared by identity: two objects may hold equal concepts only while merging. */
    @SuppressWarnings("ReferenceEquality")
    private void addRelation(Node subject, Concept relation, Node object) {
        for (Relation present : relations) {
            if (present.subject == subject
                    && present.object == object
                    && present.concept.isSimilarTo(relation)) {
                present.concept.absorb(relation);
                return;
            }
        }
        relations.add(new Relation(subject, relation, object));
    }
}
