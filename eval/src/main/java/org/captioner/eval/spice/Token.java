package org.captioner.eval.spice;

import java.util.Locale;

/**
 * One word of a parsed caption.
 *
 * @param word as it stands in the caption
 * @param lemma its dictionary form, as the parser's lemmatiser gives it
 * @param tag its part of speech in the Penn Treebank's terms
 */
record Token(String word, String lemma, String tag) {
    boolean isNoun() {
        return tag.startsWith("NN");
    }

    boolean isPluralNoun() {
        return isNoun() && tag.endsWith("S");
    }

    boolean isAdjective() {
        return tag.startsWith("JJ");
    }

    boolean isPronoun() {
        return tag.startsWith("PRP");
    }

    boolean isRelativePronoun() {
        return tag.equals("WP");
    }

    /** The lemma in lower case, which is what objects and attributes are called by. */
    String concept() {
        return lemma.toLowerCase(Locale.ROOT);
    }
}
