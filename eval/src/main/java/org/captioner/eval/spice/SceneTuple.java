package org.captioner.eval.spice;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One tuple of a scene graph: object; object and attribute; or subject, relation and object.
 *
 * @param concepts one to three of them
 */
record SceneTuple(List<Concept> concepts) {
    SceneTuple {
        concepts = List.copyOf(concepts);
    }

    int size() {
        return concepts.size();
    }

    /** Whether both are of one kind and similar in every place. */
    boolean matches(SceneTuple other) {
        if (size() != other.size()) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            if (!concepts.get(i).isSimilarTo(other.concepts.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return concepts.stream().map(Concept::toString).collect(Collectors.joining(","));
    }
}
