package org.captioner.eval.spice;

import java.util.List;

/**
 * One thing that a caption says of its scene: an object; an object and its attribute; or a subject,
 * a relation and an object.
 *
 * @param words one to three of them, lemmas; relations may have several words parted by blanks
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
