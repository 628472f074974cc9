package org.captioner.eval.spice;

import java.util.List;
import java.util.Set;

/**
 * The parts of a scene that SPICE also scores apart: tuples of this kind in the hypothesis against
 * those of this kind in the references.
 */
enum Category {
    OBJECT("Object") {
        @Override
        boolean holds(SceneTuple tuple) {
            return tuple.size() == 1;
        }
    },
    ATTRIBUTE("Attribute") {
        @Override
        boolean holds(SceneTuple tuple) {
            return tuple.size() == 2;
        }
    },
    RELATION("Relation") {
        @Override
        boolean holds(SceneTuple tuple) {
            return tuple.size() == 3;
        }
    },
    CARDINALITY("Cardinality") {
        @Override
        boolean holds(SceneTuple tuple) {
            return ATTRIBUTE.holds(tuple) && NUMBERS.containsAll(tuple.concepts().get(1).words());
        }
    };

    /** Digits are not among them; merged words ("8/eight") must all be. */
    private static final Set<String> NUMBERS =
            Set.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");

    private final String label;

    Category(String label) {
        this.label = label;
    }

    /** As in {@code SPICE-Object}. */
    String label() {
        return label;
    }

    abstract boolean holds(SceneTuple tuple);

    List<SceneTuple> select(List<SceneTuple> tuples) {
        return tuples.stream().filter(this::holds).toList();
    }
}
