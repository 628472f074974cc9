package org.captioner.eval.wordnet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * METEOR's way from an inflected word to its base forms: the exception lists first, then the first
 * suffix rule that yields a word of the dictionary.
 *
 * <p>Parts of speech play no role, so {@code better} has the bases of the adjective and of the
 * adverb, and a noun may be undone by a verb's rule.
 */
final class BaseForms {
    private record SuffixRule(String suffix, String replacement) {}

    /** Nouns, verbs, adjectives: the order decides, since the first rule that fits is taken. */
    private static final List<SuffixRule> RULES =
            List.of(
                    new SuffixRule("s", ""),
                    new SuffixRule("ses", "s"),
                    new SuffixRule("xes", "x"),
                    new SuffixRule("zes", "z"),
                    new SuffixRule("ches", "ch"),
                    new SuffixRule("shes", "sh"),
                    new SuffixRule("men", "man"),
                    new SuffixRule("ies", "y"),
                    new SuffixRule("es", "e"),
                    new SuffixRule("es", ""),
                    new SuffixRule("ed", "e"),
                    new SuffixRule("ed", ""),
                    new SuffixRule("ing", "e"),
                    new SuffixRule("ing", ""),
                    new SuffixRule("er", ""),
                    new SuffixRule("est", ""),
                    new SuffixRule("er", "e"),
                    new SuffixRule("est", "e"));

    private static final int SHORTEST_INFLECTED = 3;

    private final List<DictionaryFile> exceptions;
    private final Predicate<String> known;

    /**
     * @param exceptions lines of an inflected word and its bases
     * @param known whether a word is in the dictionary
     */
    BaseForms(List<DictionaryFile> exceptions, Predicate<String> known) {
        this.exceptions = List.copyOf(exceptions);
        this.known = known;
    }

    /** The bases of a lower-cased word; the word itself if nothing applies. Never empty. */
    List<String> of(String word) {
        List<String> listed = new ArrayList<>();
        for (DictionaryFile file : exceptions) {
            listed.addAll(file.fields(word));
        }
        if (!listed.isEmpty()) {
            return List.copyOf(listed);
        }
        return List.of(withoutSuffix(word));
    }

    private String withoutSuffix(String word) {
        if (word.length() < SHORTEST_INFLECTED || word.endsWith("ss")) {
            return word;
        }
        for (SuffixRule rule : RULES) {
            if (word.endsWith(rule.suffix())) {
                int stem = word.length() - rule.suffix().length();
                String base = word.substring(0, stem) + rule.replacement();
                if (known.test(base)) {
                    return base;
                }
            }
        }
        return word;
    }
}
