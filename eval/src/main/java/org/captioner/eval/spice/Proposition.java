package org.captioner.eval.spice;

import java.util.List;

/**
 * One proposition about the scene of a caption: an object; an object and its attribute; or a
 * subject, a relation and an object.
 *
 * @param words one to three of them, lemmas; a relation may be several words separated by blanks
 */
record Proposition(List<String> words) {
    Proposition {
        words = List.copyOf(words);
    }

    static Proposition object(String object) {
        return new Proposition(List.of(object));
    }

    static Proposition attribute(String object, String attribute) {
        return new Proposition(List.of(object, attribute));
    }

    static Proposition relation(String subject, String relation, String object) {
        return new Proposition(List.of(subject, relation, object));
    }
}
